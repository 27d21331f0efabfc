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

/// Fait échouer ces appels, comme si le noyau ne les connaissait pas.
pub(super) fn forbid() -> Result<(), Error> {
    let mut rules: BTreeMap<_, _> =
        FORBIDDEN.iter().map(|&call| (call, vec![])).collect();
    rules.insert(libc::SYS_clone, namespaces()?);
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
    let asks = |flag| {
        let masked = SeccompCmpOp::MaskedEq(flag);
        let flags = SeccompCondition::new(0, SeccompCmpArgLen::Qword, masked, flag)?;
        Ok(SeccompRule::new(vec![flags])?)
    };
    NAMESPACES.into_iter().map(asks).collect()
}

fn other_families() -> Result<SeccompRule, Error> {
    let is_not = |family| {
        let length = SeccompCmpArgLen::Dword;
        SeccompCondition::new(0, length, SeccompCmpOp::Ne, family)
    };
    let conditions: Result<_, _> = FAMILIES.into_iter().map(is_not).collect();
    Ok(SeccompRule::new(conditions?)?)
}
