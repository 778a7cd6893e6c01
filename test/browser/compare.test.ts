/** Compare: a scenario is pinned, the other one is changed, and both meet the same arrivals. */

import { expect, it } from 'vitest';
import { openEditor, paste, small } from './bench.ts';
import { describeInBrowser, picture } from './page.ts';

describeInBrowser('compare', (site) => {
  it('sets B beside A on the same arrivals, with differences, charts on the same axes and a verdict over seeds', async () => {
    const { page, context, wrongs } = await site().page();
    await openEditor(page);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Pin the desk as A' }).click();
    const cells = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) }).first().locator('td').allInnerTexts();
    await page.getByRole('table', { name: 'Classes' }).first().waitFor();
    const [a, same] = await cells('web failed');
    expect(same).toBe(a);
    expect((await cells('web failed'))[2]).toBe('the same');
    const panel = page.getByRole('tabpanel', { name: 'Compare' });
    await panel.getByRole('textbox', { name: 'maximumPoolSize' }).fill('6');
    await page.keyboard.press('Enter');
    await panel.locator('td.good').first().waitFor();
    const [before, after, difference] = await cells('web failed');
    expect(before).toBe(a);
    expect(Number.parseFloat(after ?? '')).toBeLessThan(Number.parseFloat(before ?? ''));
    expect(difference).toMatch(/^−[\d.]+ points/);
    await panel.locator('.chart .drawn svg').first().waitFor();
    await panel.getByLabel('Pairs of runs').selectOption('5');
    await panel.getByRole('button', { name: 'Run 5 pairs' }).click();
    await panel.locator('.paired .verdict-text').waitFor();
    expect(await panel.locator('.paired td.good').count()).toBeGreaterThan(0);
    await picture(page, 'compare');
    await panel.getByRole('button', { name: 'Swap A and B' }).click();
    await page.waitForFunction((old) => Array.from((globalThis as unknown as { document: { querySelectorAll(q: string): Iterable<{ textContent: string }> } }).document.querySelectorAll('.pair tbody tr')).some((row) => row.textContent.startsWith('web failed') && !row.textContent.startsWith(`web failed${old}`)), a);
    expect(wrongs).toEqual([]);
    await context.close();
  });
});
