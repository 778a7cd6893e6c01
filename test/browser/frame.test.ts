/** The frame: no serious finding of axe on any tab in light and dark, everything by keyboard, offline and under a sub-path, narrow and wide. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { expect, it } from 'vitest';
import { atRest, open } from './bench.ts';
import { describeInBrowser, picture, root, seriousFindings, visit } from './page.ts';

const tabs = ['explore', 'watch', 'compare', 'learn', 'quiz'];

describeInBrowser('the frame', (site) => {
  for (const theme of ['light', 'dark'] as const) {
    it(`has no serious finding of axe on any tab, ${theme}`, async () => {
      const { page, context, wrongs } = await site().page({ theme });
      for (const tab of tabs) {
        await page.goto(`${site().address}#${tab}`);
        await page.locator(`#panel-${tab} h2`).first().waitFor();
        if (tab === 'explore') {
          await atRest(page);
          await page.locator('.chart .drawn svg').first().waitFor();
        }
        expect(await seriousFindings(page), tab).toEqual([]);
      }
      await page.goto(`${site().address}#explore`);
      await page.locator('.switch').getByText('YAML', { exact: true }).click();
      await page.locator('.cm-content').waitFor();
      await page.getByText('Share and save').first().click();
      expect(await seriousFindings(page), 'editor and menu').toEqual([]);
      expect(wrongs).toEqual([]);
      await context.close();
    });
  }

  it('can be worked with the keyboard alone: tabs, a slider, a run, and hears what it came to', async () => {
    const { page, context } = await site().page();
    await page.locator('.verdict-text').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Compare');
    await page.keyboard.press('Home');
    await page.locator('#panel-explore h2').waitFor();
    const reached: string[] = [];
    for (let i = 0; i < 14 && !reached.includes('slider'); i++) {
      await page.keyboard.press('Tab');
      reached.push(String(await page.evaluate('document.activeElement.type === "range" ? "slider" : document.activeElement.tagName')));
    }
    expect(reached).toContain('slider');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await page.locator('[data-spoken]', { hasText: /Run finished: p99 of api / }).waitFor({ state: 'attached' });
    await context.close();
  });

  it('works with the network off once it was loaded, every tab and the charts included', async () => {
    const { page, context, wrongs } = await site().page();
    await page.locator('.verdict-text').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await context.setOffline(true);
    await open(page, 'ten-reports', 'Ten reports at once');
    await page.locator('.chart .drawn svg').first().waitFor();
    for (const tab of tabs) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(`#panel-${tab} h2`).first().waitFor();
    }
    await page.reload();
    await page.locator('#panel-quiz h2').first().waitFor();
    await page.locator('#tab-explore').click();
    await page.locator('.verdict-text').waitFor();
    expect(wrongs.filter((wrong) => !wrong.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await context.close();
  });

  it('works from any file server under a sub-path', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolsim-page-'));
    cpSync(join(root, 'dist/playground'), join(folder, 'some/where'), { recursive: true });
    const types: { readonly [ending: string]: string } = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').replace(/[?#].*/, '').replace(/\/$/, '/index.html');
      try {
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(join(folder, path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    try {
      const { page, context, wrongs } = await visit(site().browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`);
      await page.locator('.chart .drawn svg').first().waitFor();
      expect(wrongs).toEqual([]);
      await context.close();
    } finally {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const width of [360, 800, 1440]) {
    it(`fits ${width} px: nothing of the page scrolls sideways`, async () => {
      for (const theme of ['light', 'dark'] as const) {
        const { page, context } = await site().page({ width, height: width < 500 ? 740 : 900, theme });
        // Charts are drawn when they come near the screen.
        await page.locator('.chart').first().scrollIntoViewIfNeeded();
        await page.locator('.chart .drawn svg').first().waitFor();
        await page.evaluate('scrollTo(0, 0)');
        for (const tab of tabs) {
          await page.locator(`#tab-${tab}`).click();
          await page.locator(`#panel-${tab} h2`).first().waitFor();
          expect(await page.evaluate('document.documentElement.scrollWidth'), tab).toBeLessThanOrEqual(width);
          await picture(page, `${tab}-${width}-${theme}`);
        }
        await context.close();
      }
    });
  }

  it('the server gives nothing outside of its folder, and says what is wrong with its words', async () => {
    for (const path of ['../package.json', '..%2fpackage.json', '%2e%2e/%2e%2e/package.json', 'parts/..%2f..%2f..%2fpackage.json', 'nothing.js', '%']) {
      expect((await fetch(`${site().address}${path}`)).status, path).not.toBe(200);
    }
    expect((await fetch(site().address, { method: 'POST' })).status).toBe(405);
    const wrong = spawnSync(process.execPath, ['.config/playground.mjs', '--serve', '--port', 'many'], { cwd: root, encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([2, 'playground: --port needs a number from 1 to 65535, found "many"\n']);
  });
});
