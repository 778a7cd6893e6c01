/** Explore: pick, edit, err, run, turn a control: the text, the figures and the charts follow. */

import { expect, it } from 'vitest';
import { atRest, open, openEditor, paste, small, verdictAfter, verdictOf } from './bench.ts';
import { describeInBrowser, picture } from './page.ts';

describeInBrowser('explore', (site) => {
  it('opens a scenario of the library and shows its promises with what was observed', async () => {
    const { page, context, wrongs } = await site().page();
    await open(page, 'ten-reports', 'Ten reports at once');
    expect(await page.locator('.checks li').first().innerText()).toMatch(/held/);
    expect(await page.locator('.checks .seen').count()).toBeGreaterThan(0);
    expect(await page.getByRole('table', { name: 'Classes' }).count()).toBe(1);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('runs what is typed, and says what is wrong with its line and the nearest right thing', async () => {
    const { page, context, wrongs } = await site().page();
    await openEditor(page);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await atRest(page);
    const before = await verdictOf(page);
    await paste(page, small().replace('maximumPoolSize', 'maximumPoolSzie'));
    const mistake = page.locator('.notice-box.bad li');
    await mistake.waitFor();
    expect(await mistake.innerText()).toMatch(/^line 7:\d+ .*unknown key "maximumPoolSzie"\. Did you mean "maximumPoolSize"\?/);
    await page.locator('.cm-lintRange-error').first().waitFor();
    expect(await verdictOf(page)).toBe(before);
    await picture(page, 'error');
    await paste(page, small(5));
    await mistake.waitFor({ state: 'detached' });
    await verdictAfter(page, before);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('completes keys and values from the catalogue, and helps on hovering', async () => {
    const { page, context } = await site().page();
    await openEditor(page);
    await paste(page, small().replace('connectionTimeout: 250ms }', 'connectionTimeout: 250ms, '));
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const end = '   # two'.length;
    for (let i = 0; i < end; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('maxL');
    const choice = page.locator('.cm-tooltip-autocomplete li').first();
    await choice.waitFor();
    expect(await choice.innerText()).toContain('maxLifetime');
    await page.keyboard.press('Escape');
    const key = page.locator('.cm-line', { hasText: 'maximumPoolSize' }).getByText('maximumPoolSize', { exact: true });
    await page.mouse.move(5, 5);
    await key.hover();
    await key.hover({ position: { x: 20, y: 6 } });
    await page.locator('.hover-help').waitFor();
    expect(await page.locator('.hover-help').innerText()).toContain('maximumPoolSize');
    await context.close();
  });

  it('writes a turned control into the text, keeps the comments, and runs at once', async () => {
    const { page, context, wrongs } = await site().page();
    await openEditor(page);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await page.locator('.switch').getByText('Controls', { exact: true }).click();
    const before = await verdictOf(page);
    const slider = page.getByRole('slider', { name: 'maximumPoolSize' });
    await slider.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await verdictAfter(page, before);
    expect(await page.getByRole('textbox', { name: 'maximumPoolSize' }).inputValue()).toBe('6');
    await page.locator('.verdict-text', { hasText: 'Nothing failed' }).waitFor();
    await page.locator('.switch').getByText('YAML', { exact: true }).click();
    const text = (await page.locator('.cm-line').allInnerTexts()).join('\n');
    expect(text.trimEnd()).toBe(small().replace('maximumPoolSize: 2', 'maximumPoolSize: 6').trimEnd());
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('exchanges the pool kind and takes size and timeout along under their new names', async () => {
    const { page, context, wrongs } = await site().page();
    await openEditor(page);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    await page.locator('.switch').getByText('Controls', { exact: true }).click();
    await page.getByRole('group', { name: 'pool main' }).getByLabel('kind').selectOption('pg-pool');
    await page.getByRole('textbox', { name: 'connectionTimeoutMillis' }).waitFor();
    await page.locator('.switch').getByText('YAML', { exact: true }).click();
    expect(await page.locator('.cm-line', { hasText: 'main:' }).innerText()).toBe('  main: { kind: pg-pool, database: db, max: 2, connectionTimeoutMillis: 250ms }   # two');
    expect(await page.locator('.notice-box').count()).toBe(0);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('asks before a run of many requests, refuses one without end, and stops one that goes on', async () => {
    const { page, context, wrongs } = await site().page();
    await openEditor(page);
    await paste(page, small(300_000).replace('60s', '40s').replace('maximumPoolSize: 2', 'maximumPoolSize: 40'));
    const doubt = page.locator('.notice-box.warm');
    await doubt.waitFor();
    expect(await doubt.innerText()).toContain('12 million requests');
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.locator('.notice-box.bad', { hasText: 'stopped' }).waitFor();
    await atRest(page);
    await paste(page, small(1_000_000).replace('60s', '1h'));
    await page.locator('.notice-box.warm', { hasText: 'takes minutes' }).waitFor();
    expect(await page.getByRole('button', { name: 'Run it' }).count()).toBe(0);
    await paste(page, small());
    await page.getByRole('heading', { name: 'A small one' }).waitFor();
    expect(wrongs).toEqual([]);
    await context.close();
  });
});
