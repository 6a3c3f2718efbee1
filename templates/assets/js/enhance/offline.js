// Registers the worker that keeps pages, and asks it to fetch the most needed ones of this language
// ahead: once the page is there, and never where the reader saves data.
(function () {
  const address = document.currentScript.dataset.worker;
  const { serviceWorker, connection } = navigator;
  if (!address || !serviceWorker) return;
  const isSparing = () =>
    connection && (connection.saveData || /2g/.test(connection.effectiveType));
  const keep = async () => {
    await serviceWorker.register(address);
    const { active } = await serviceWorker.ready;
    if (!isSparing()) {
      active.postMessage({ lang: document.documentElement.lang, url: location.href });
    }
  };
  // Where a browser keeps nothing, as in a private window, the page is whole without it.
  addEventListener("load", () => keep().catch(() => {}));
})();
