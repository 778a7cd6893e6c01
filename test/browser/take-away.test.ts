/** What can be taken away: result.json with the bytes of the command line, a link that carries the scenario, YAML and PNG. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { atRest, open, openEditor, paste, small } from './bench.ts';
import { describeInBrowser, root } from './page.ts';

/** What the built command line prints, without the figures of its machine. */
function commandLine(words: readonly string[], input?: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['dist/cli/poolsim.cjs', 'run', ...words, '--json', '--quiet'], { cwd: root, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new Error(stderr);
  return `${JSON.stringify({ ...(JSON.parse(stdout) as object), host: null }, null, 1)}\n`;
}

/** The file behind one of the buttons of the menu. */
async function saved(page: Page, button: string): Promise<Buffer> {
  if (!await page.getByRole('button', { name: button, exact: true }).isVisible()) await page.getByText('Share and save').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
  return readFileSync(await download.path());
}

describeInBrowser('what can be taken away', (site) => {
  it('result.json has the bytes of the command line, for several scenarios and another seed', async () => {
    const { page, context, wrongs } = await site().page();
    const names = ['exhaustion-demo', 'leak-one-per-minute', 'deadlock-order', 'hikari-minimum-idle-zero', 'too-many-pods'];
    for (const name of names) {
      const title = /^scenario: (.*)$/m.exec(readFileSync(join(root, `scenarios/${name}.yaml`), 'utf8'))?.[1] ?? '';
      await open(page, name, title);
      await atRest(page);
      expect((await saved(page, 'result.json')).toString()).toBe(commandLine([`scenarios/${name}.yaml`]));
      await page.keyboard.press('Escape');
    }
    await page.locator('.toolbar .seed input').first().fill('4711');
    await page.keyboard.press('Enter');
    await page.locator('.status', { hasText: 'seed 4711' }).waitFor();
    expect((await saved(page, 'result.json')).toString()).toBe(commandLine(['scenarios/too-many-pods.yaml', '--seed', '4711']));
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('an edited scenario gives the bytes of the command line that reads it from stdin; YAML comes back as it is; PNG is a picture', async () => {
    const { page, context } = await site().page();
    await openEditor(page);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await atRest(page);
    expect((await saved(page, 'result.json')).toString()).toBe(commandLine(['-'], small()));
    expect((await saved(page, 'YAML')).toString()).toBe(small());
    await page.locator('.chart .drawn svg').first().waitFor();
    const png = await saved(page, 'PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(10_000);
    await context.close();
  });

  it('a link carries the scenario and the seed to somebody else; a broken one is told in a sentence', async () => {
    const { page, context } = await site().page();
    await openEditor(page);
    const text = `${small()}# ä, 漢字 and a "quote"\n`;
    await paste(page, text);
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await page.locator('.toolbar .seed input').first().fill('night');
    await page.keyboard.press('Enter');
    await page.locator('.status', { hasText: 'seed night' }).waitFor();
    await page.getByText('Share and save').click();
    await page.waitForFunction('document.querySelector("#link-explore").value !== ""');
    const link = await page.locator('#link-explore').inputValue();
    expect(link.length).toBeLessThan(1200);
    await context.close();

    const other = await site().page({ path: link.slice(link.indexOf('#')) });
    await other.page.locator('.status', { hasText: 'seed night' }).waitFor();
    expect((await saved(other.page, 'YAML')).toString()).toBe(text);
    await other.page.goto(link.replace(/s=z(.{150}).*/, 's=z$1'));
    await other.page.reload();
    expect(await other.page.locator('.notice').innerText()).toMatch(/cannot be unpacked|letters/);
    await other.page.getByRole('heading', { name: 'The Saturday report' }).waitFor();
    expect(other.wrongs).toEqual([]);
    await other.context.close();
  });
});
