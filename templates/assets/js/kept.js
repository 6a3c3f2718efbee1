// On the page that stands in for one that was not kept: of the pages fetched ahead it shows only
// those that are there, adds those that were visited, and leads back to the page that was wanted.
(function () {
  const root = document.documentElement;
  const list = document.querySelector(".ps-kept");
  const again = document.querySelector(".ps-again");
  const base = document.querySelector("base");

  const titleOf = async (response) => {
    // Without its styles: this page's policy speaks for whatever it reads, and they are not its own.
    const text = (await response.text()).replace(/<style>[^]*?<\/style>/g, "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const title = page.querySelector("h1");
    return page.documentElement.lang === root.lang && title ? title.textContent.trim() : "";
  };

  const showKept = async () => {
    const { scope } = await navigator.serviceWorker.getRegistration();
    const known = new Set([document.baseURI.split("#")[0]]);
    for (const link of list.querySelectorAll("a")) {
      known.add(link.href);
      link.parentElement.hidden = !(await caches.match(link.href));
    }
    for (const name of await caches.keys()) {
      if (!name.startsWith(`kept:${scope}:`)) continue;
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const response = await cache.match(url);
        const isOne = /html/.test(response.headers.get("content-type")) && !known.has(url);
        if (!isOne || response.headers.get("x-kept-with-others")) continue;
        const title = await titleOf(response);
        if (!title) continue;
        const item = list.appendChild(document.createElement("li"));
        const link = item.appendChild(document.createElement("a"));
        link.href = url;
        link.textContent = title;
      }
    }
  };

  if (again && base) {
    again.hidden = false;
    again.firstElementChild.href = location.pathname + location.search;
  }
  if (list && navigator.serviceWorker) showKept().catch(() => {});
})();
