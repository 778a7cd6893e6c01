/** Once loaded, the page works with the network off: every part is fetched while the browser is idle, and a service worker keeps them where one may run. */

import { loadVega } from './charts/vega.ts';
import { tabs } from './tabs.ts';

const whenIdle = (then: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(then, { timeout: 4000 });
  else setTimeout(then, 1500);
};

/** Fetches the parts that are loaded late. Where there is no service worker (plain http), a part that was fetched stays in the memory of the page. */
export function keepOffline(): void {
  whenIdle(() => {
    void loadVega().catch(() => undefined);
    for (const tab of tabs) void tab.load().catch(() => undefined);
    if (serviceWorkerFile !== null && 'serviceWorker' in navigator && window.isSecureContext) void navigator.serviceWorker.register(serviceWorkerFile).catch(() => undefined);
  });
}
