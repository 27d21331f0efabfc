//! Les appels système qu'aucun programme honnête de ce cours ne fait (seccomp).

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp,
    SeccompCondition, SeccompFilter, SeccompRule,
};

/// Ce qui ouvre des espaces de noms, regarde dans d'autres processus, garde de la
/// mémoire que `RLIMIT_AS` ne compte pas, ou agrandit la surface du noyau.
///
/// `clone3` cache ses options au filtre ; la bibliothèque C revient alors à `clone`.
const FORBIDDEN: &[libc::c_long] = &[
    libc::SYS_add_key,
    libc::SYS_bpf,
    libc::SYS_chroot,
    libc::SYS_clone3,
    libc::SYS_fsopen,
    libc::SYS_io_uring_setup,
    libc::SYS_keyctl,
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_mount,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_mq_open,
    libc::SYS_msgget,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_open_tree,
    libc::SYS_perf_event_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pivot_root,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_ptrace,
    libc::SYS_request_key,
    libc::SYS_semget,
    libc::SYS_setns,
    libc::SYS_shmget,
    libc::SYS_umount2,
    libc::SYS_unshare,
    libc::SYS_userfaultfd,
];

/// Les espaces de noms que `clone` peut créer (`CLONE_NEWNS`, `NEWCGROUP`, `NEWUTS`,
/// `NEWIPC`, `NEWUSER`, `NEWPID`, `NEWNET`).
const NAMESPACES: [u64; 7] = [
    libc::CLONE_NEWNS as u64,
    libc::CLONE_NEWCGROUP as u64,
    libc::CLONE_NEWUTS as u64,
    libc::CLONE_NEWIPC as u64,
    libc::CLONE_NEWUSER as u64,
    libc::CLONE_NEWPID as u64,
    libc::CLONE_NEWNET as u64,
];

/// Les seules familles de sockets qu'un espace de noms réseau isole à coup sûr ;
/// `AF_VSOCK`, par exemple, parle à l'hyperviseur malgré lui.
const FAMILIES: [u64; 3] =
    [libc::AF_UNIX as u64, libc::AF_INET as u64, libc::AF_INET6 as u64];

/// Ce que `clone` remplace partout ailleurs.
#[cfg(target_arch = "x86_64")]
const FORKS: &[libc::c_long] = &[libc::SYS_fork, libc::SYS_vfork];
#[cfg(not(target_arch = "x86_64"))]
const FORKS: &[libc::c_long] = &[];

/// Fait échouer ces appels, comme si le noyau ne les connaissait pas ; avec `alone`, aussi
/// ceux qui feraient naître un autre processus.
pub(super) fn forbid(alone: bool) -> Result<(), Error> {
    let mut rules: BTreeMap<_, _> =
        FORBIDDEN.iter().map(|&call| (call, vec![])).collect();
    let mut clone = namespaces()?;
    if alone {
        rules.extend(FORKS.iter().map(|&call| (call, vec![])));
        clone.push(clone_with(libc::CLONE_THREAD as u64, 0)?);
    }
    rules.insert(libc::SYS_clone, clone);
    rules.insert(libc::SYS_socket, vec![other_families()?]);
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS as u32),
        std::env::consts::ARCH.try_into()?,
    )?;
    seccompiler::apply_filter(&BpfProgram::try_from(filter)?)
}

fn namespaces() -> Result<Vec<SeccompRule>, Error> {
    NAMESPACES.into_iter().map(|flag| clone_with(flag, flag)).collect()
}

/// Un appel à `clone` dont les options, parmi `mask`, sont `wanted`.
fn clone_with(mask: u64, wanted: u64) -> Result<SeccompRule, Error> {
    let masked = SeccompCmpOp::MaskedEq(mask);
    let options = SeccompCondition::new(0, SeccompCmpArgLen::Qword, masked, wanted)?;
    Ok(SeccompRule::new(vec![options])?)
}

fn other_families() -> Result<SeccompRule, Error> {
    let is_not = |family| {
        let length = SeccompCmpArgLen::Dword;
        SeccompCondition::new(0, length, SeccompCmpOp::Ne, family)
    };
    let conditions: Result<_, _> = FAMILIES.into_iter().map(is_not).collect();
    Ok(SeccompRule::new(conditions?)?)
}
