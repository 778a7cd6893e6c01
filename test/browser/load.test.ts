/** The page comes up, runs the first scenario by itself and draws it, without an error and without asking anybody else. */

import { expect, it } from 'vitest';
import { describeInBrowser, picture } from './page.ts';

describeInBrowser('the playground', (site) => {
  it('comes up, runs the first scenario and draws its charts', async () => {
    const { page, context, wrongs } = await site().page();
    await page.waitForSelector('.chart .drawn svg');
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Explore', 'Watch', 'Compare', 'Learn', 'Quiz']);
    await picture(page, 'load', true);
    expect(wrongs).toEqual([]);
    await context.close();
  });
});
