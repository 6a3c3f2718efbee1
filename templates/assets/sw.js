// Keeps pages on the reader's own device, to be read without a connection. The build writes SITE
// before this text: the version, the pages and what belongs to each language; null to end it all.
// Pages come from the network whenever it answers, so that nobody meets an older amount; files
// named by their content come from what is kept. Nothing is sent anywhere.

const SCOPE = registration.scope;
const OWN = `kept:${SCOPE}:`;
const NAME = SITE && OWN + SITE.version;
const SAVED_ON = "x-saved-on";
const WITH_OTHERS = "x-kept-with-others";

const addressOf = (path) => SCOPE + path;
const pathOf = (url) => url.slice(SCOPE.length).replace(/[?#].*$/, "").replace(/index\.html$/, "");
const languageOf = (path) => SITE.languages.find(({ root }) => path.startsWith(root));
const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OWN));

function isSparing() {
  const { connection } = navigator;
  return Boolean(connection && (connection.saveData || /2g/.test(connection.effectiveType)));
}

async function digestOf(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes, 0, 4), (byte) => `0${byte.toString(16)}`.slice(-2)).join("");
}

const isPartOfGroup = (path) => path in SITE.pages && languageOf(path).together.includes(path);
// A group is of use only whole, so a visit to one of its pages adds nothing to it.
const isKeptWhenVisited = (path) => path in SITE.pages && !isPartOfGroup(path);

// --- keeping

async function put(cache, path, response) {
  const content = await response.blob();
  // What a hotel or an office puts in the place of a page is never kept as one.
  const isTrue = !(path in SITE.pages) || (await digestOf(await content.text())) === SITE.pages[path];
  if (!isTrue) throw new Error(path);
  const headers = new Headers(response.headers);
  headers.set(SAVED_ON, new Date().toISOString());
  if (isPartOfGroup(path)) headers.set(WITH_OTHERS, "1");
  await cache.put(addressOf(path), new Response(content, { headers }));
}

async function fetchCurrent(path) {
  // A page goes past every cache on the way, which may hold it as an older build made it.
  const response = path in SITE.pages
    ? await fetch(`${addressOf(path)}?${SITE.version}`, { cache: "no-cache" })
    : await fetch(addressOf(path));
  if (!response.ok || response.redirected) throw new Error(path);
  return response;
}

async function missingOf(cache, paths) {
  const missing = [];
  for (const path of paths) {
    if (!(await cache.match(addressOf(path)))) missing.push(path);
  }
  return missing;
}

// Pages that come in one file, so alike, weigh a fraction of what they weigh one by one.
const MANY = 5;

async function bundledPages(language, missing) {
  const wanted = missing.filter((path) => path in SITE.pages);
  if (wanted.length <= MANY) return () => undefined;
  const texts = await (await fetchCurrent(language.bundle)).json();
  const headers = { "content-type": "text/html; charset=utf-8" };
  return (path) => (path in texts ? new Response(texts[path], { headers }) : undefined);
}

async function keepAhead(cache, language) {
  const ahead = await missingOf(cache, language.ahead);
  const group = await missingOf(cache, language.together);
  const bundled = await bundledPages(language, [...ahead, ...group]);
  const current = async (path) => bundled(path) || fetchCurrent(path);
  // One after the other: whatever the reader asks for meanwhile comes first.
  for (const path of ahead) await put(cache, path, await current(path));
  const together = [];
  for (const path of group) {
    const response = await current(path);
    together.push([path, new Response(await response.blob(), response)]);
  }
  for (const [path, response] of together) await put(cache, path, response);
}

async function carryOver(from, to) {
  for (const request of await from.keys()) {
    const path = pathOf(request.url);
    const kept = await from.match(request);
    const isCurrent = SITE.assets.includes(path)
      || (path in SITE.pages && (await digestOf(await kept.clone().text())) === SITE.pages[path]);
    if (isCurrent) await to.put(request, kept);
  }
}

async function install() {
  const cache = await caches.open(NAME);
  try {
    for (const name of (await ownCaches()).filter((each) => each !== NAME)) {
      const old = await caches.open(name);
      await carryOver(old, cache);
      if (isSparing()) continue;
      for (const language of SITE.languages) {
        // Readers of this language had its pages fetched ahead: they get the new ones.
        const hadAhead = language.offline && (await old.match(addressOf(language.offline)));
        if (hadAhead) await keepAhead(cache, language);
      }
    }
  } catch (error) {
    await caches.delete(NAME);
    throw error; // the version before stays, whole, until all of this one can be had
  }
  await skipWaiting();
}

async function activate() {
  for (const name of await ownCaches()) {
    if (name !== NAME) await caches.delete(name);
  }
  await clients.claim();
}

let isBusy = false;

async function keepFor({ lang, url }) {
  const language = SITE.languages.find((each) => each.lang === lang);
  if (!language || isBusy) return;
  isBusy = true;
  try {
    const cache = await caches.open(NAME);
    await keepAhead(cache, language);
    // The first page of a visit was there before this worker was.
    const path = pathOf(url);
    if (isKeptWhenVisited(path)) {
      for (const visited of await missingOf(cache, [path])) {
        await put(cache, visited, await fetchCurrent(visited));
      }
    }
  } finally {
    isBusy = false;
  }
}

// --- answering

async function asText(response, change, status) {
  const text = change(await response.text());
  return new Response(text, { status, headers: response.headers });
}

async function keptPage(cache, path) {
  const language = languageOf(path);
  const group = language.together;
  if (group.includes(path) && (await missingOf(cache, group)).length) return undefined;
  const kept = await cache.match(addressOf(path));
  return kept && asText(kept, (text) => {
    const date = new Date(kept.headers.get(SAVED_ON)).toLocaleDateString(
      language.locale,
      { day: "numeric", month: "long", year: "numeric" },
    );
    const words = language.saved.replace("{date}", date);
    return text.replace(/<main[^>]*>/, (start) => `${start}<p class="ps-offline">${words}</p>`);
  }, 200);
}

async function offlinePage(cache, path) {
  const own = languageOf(path);
  for (const { offline } of [own, ...SITE.languages]) {
    const kept = offline && (await cache.match(addressOf(offline)));
    // It stands at the address that was asked for, so that loading again asks again.
    if (kept) {
      const base = `<base href="${addressOf(offline)}">`;
      return asText(kept, (text) => text.replace(/<head[^>]*>/, (start) => start + base), 503);
    }
  }
  return Response.error();
}

// How long a reader waits for the network while something is kept, in milliseconds.
const PATIENCE = 4000;

async function fetchPage(event, path, cache) {
  const url = event.request.url;
  const response = await fetch(url, { cache: "no-cache", redirect: "manual" }).catch(() => undefined);
  if (response && response.ok && isKeptWhenVisited(path)) {
    event.waitUntil(put(cache, path, response.clone()).catch(() => {}));
  }
  return response; // undefined without a connection
}

async function answerPage(event, path) {
  const cache = await caches.open(NAME);
  const fetched = fetchPage(event, path, cache);
  event.waitUntil(fetched);
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  let response = await Promise.race([fetched, patience]);
  if (response && response.status < 500) return response;
  const kept = await keptPage(cache, path);
  if (kept) return kept;
  response = await fetched;
  return response || offlinePage(cache, path);
}

async function answerAsset(event, path) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(addressOf(path));
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(cache.put(addressOf(path), response.clone()));
  return response;
}

function answer(event) {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") event.respondWith(answerPage(event, path));
  else if (path.startsWith("assets/")) event.respondWith(answerAsset(event, path));
}

// --- the end

async function removeAll() {
  for (const name of await ownCaches()) await caches.delete(name);
  await registration.unregister();
}

if (SITE) {
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  // What cannot be had now is asked for again by the next page.
  addEventListener("message", (event) => event.waitUntil(keepFor(event.data).catch(() => {})));
  addEventListener("fetch", answer);
} else {
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(removeAll()));
}
