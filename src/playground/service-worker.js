/**
 * Keeps the page for times without a network. All files of a build are fetched when it is first seen; pages come from the network where there is one,
 * and everything else, whose names change with their content, from what was kept. Files of older builds are dropped.
 */

const build = '%BUILD%';
const files = ['%FILES%'];
const name = `poolsim-playground-${build}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((other) => other.startsWith('poolsim-playground-') && other !== name).map((other) => caches.delete(other))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  const kept = () => caches.match(request.mode === 'navigate' ? './' : request, { ignoreSearch: true, cacheName: name });
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => kept().then((found) => found ?? Response.error())));
  else event.respondWith(kept().then((found) => found ?? fetch(request)));
});
