// Recharge la page dès que le serveur annonce une autre version que la sienne.
(() => {
    const { version, events } = document.currentScript.dataset;
    let source = null;
    const listen = () => {
        // Un onglet caché n'occupe pas de connexion : le navigateur les compte.
        if (document.hidden) {
            source?.close();
            source = null;
        } else if (!source) {
            source = new EventSource(events);
            source.onmessage = (event) => {
                if (event.data !== version) {
                    source.close();
                    location.reload();
                }
            };
        }
    };
    document.addEventListener("visibilitychange", listen);
    listen();
})();
