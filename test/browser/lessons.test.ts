/** Lessons on the page: predict, run, see, explain; the progress is kept; what to try next opens in Explore; nothing serious for axe. */

import { expect, it } from 'vitest';
import { lessons } from '../../src/lessons/catalogue.ts';
import { describeInBrowser, picture, seriousFindings } from './page.ts';

describeInBrowser('lessons', (site) => {
  it('lists every lesson, and leads through one by keyboard: predict, run, see, explain', async () => {
    const { page, context, wrongs } = await site().page({ path: '#learn' });
    const panel = page.getByRole('tabpanel', { name: 'Learn' });
    await panel.getByRole('heading', { name: 'Learn' }).waitFor();
    await panel.locator('.list li').first().waitFor();
    expect(await panel.locator('.list li').count()).toBe(lessons.length);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'learn-list', true);

    await panel.getByRole('button', { name: /^Begin: Why pool at all/ }).click();
    await panel.getByRole('heading', { name: 'Why pool at all' }).waitFor();
    expect(page.url()).toContain('#learn/why-pool');
    await panel.getByRole('button', { name: 'Run and see' }).click();
    await panel.getByRole('alert').waitFor();
    expect(await panel.getByRole('alert').innerText()).toMatch(/Choose or type an answer first/);
    await panel.getByRole('textbox', { name: /How many times as long/ }).fill('about 14');
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Right: 13.8 times' }).waitFor();
    expect(await panel.getByText('92.4 ms for each query without a pool, 6.7 ms with one').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.id')).toBe('verdict');
    expect(await page.locator('[data-spoken]').innerText()).toMatch(/^Right: 13\.8 times as long/);
    await panel.locator('.chart .drawn svg[aria-hidden="true"]').first().waitFor({ timeout: 20_000 });
    for (const part of ['See', 'Why', 'The trap', 'Try next']) expect(await panel.getByRole('heading', { name: part, exact: true }).count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'lesson', true);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('grades a choice, keeps the progress over a reload, and comes back to where it was left', async () => {
    const { page, context, wrongs } = await site().page({ path: '#learn/eight-threads' });
    const panel = page.getByRole('tabpanel', { name: 'Learn' });
    await panel.getByRole('radio', { name: /six: those who come/ }).check();
    await panel.getByRole('button', { name: 'Hint' }).click();
    expect(await panel.getByText('does psycopg2 have a waiting line?').count()).toBe(1);
    await panel.getByRole('button', { name: 'Run and see' }).click();
    await panel.getByRole('heading', { name: /^Not so: c\) three/ }).waitFor();

    await page.getByRole('tab', { name: 'Explore' }).click();
    await page.getByRole('tab', { name: 'Learn' }).click();
    await panel.getByRole('heading', { name: /^Not so: c\) three/ }).waitFor();
    await panel.getByRole('link', { name: 'All lessons' }).click();
    await panel.getByText(`1 of ${lessons.length} done`).waitFor();
    await page.reload();
    await panel.getByText(`1 of ${lessons.length} done`).waitFor();
    expect(await panel.locator('.list li', { hasText: 'Eight threads' }).innerText()).toMatch(/not so/);
    await panel.getByRole('button', { name: 'Forget my progress' }).click();
    await panel.getByText(`0 of ${lessons.length} done`).waitFor();
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('opens what to try next in Explore, with its change written into the text', async () => {
    const { page, context, wrongs } = await site().page({ path: '#learn/why-pool' });
    const panel = page.getByRole('tabpanel', { name: 'Learn' });
    await panel.getByRole('textbox', { name: /How many times as long/ }).fill('2');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: /^Open in Explore with An opening of 20 ms/ }).click();
    await page.getByRole('heading', { name: 'What opening a connection costs' }).waitFor();
    await page.locator('.switch').getByText('YAML', { exact: true }).click();
    await page.locator('.cm-content').getByText('connect: 20ms').first().waitFor();
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('says so when there is no such lesson', async () => {
    const { page, context } = await site().page({ path: '#learn/none-such' });
    await page.getByText('There is no lesson “none-such”').waitFor();
    await context.close();
  });
});
