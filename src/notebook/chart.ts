/** A picture as the output of a cell: PNG for every viewer, its specification for those that draw it themselves, and what it shows in words. */

import { Buffer } from 'node:buffer';
import { toPng } from '../png.ts';
import type { Picture } from '../report/charts/chart.ts';
import { toSvg } from '../report/render.ts';
import { type Shown, shown } from './shown.ts';

/** Pixels for each unit of the drawing: sharp enough on a dense screen, and half the bytes of two. */
const zoom = 1.5;

/** Draws one of `pictures(result)`, `sweepPictures(result)`, `comparePictures(result)` or `plot({ … })`. Undefined is an error: there was nothing to show. */
export async function chart(picture: Pick<Picture, 'spec' | 'alt'> | undefined): Promise<Shown> {
  if (picture === undefined) throw new Error('there is no such picture: the result has nothing to show in it');
  const png = await toPng(await toSvg(picture.spec), zoom);
  return shown({ 'image/png': Buffer.from(png).toString('base64'), 'application/vnd.vegalite.v6+json': picture.spec, 'text/plain': picture.alt });
}
