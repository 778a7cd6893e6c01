/** Files to take away: the scenario, the result as the command line writes it, the charts as one picture. */

import type { RunResult } from '../result.ts';
import { drawings } from './charts/drawing.ts';

function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const saveText = (name: string, text: string, type = 'text/plain'): void => download(name, new Blob([text], { type }));

/** The bytes that `poolsim run` writes into result.json, with host null: a browser has no figures of the machine. */
export const resultJson = (result: RunResult): string => `${JSON.stringify(result, null, 1)}\n`;

/** A name for files from a title. */
export const fileName = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'scenario';

const margin = 32;
const titleHeight = 44;

/** Every picture that stands on the page, one under another with its title, as a PNG; false where there is none. */
export async function savePng(name: string): Promise<boolean> {
  const inOrder = [...drawings].filter(({ place }) => place.offsetParent !== null).sort((a, b) => (a.place.compareDocumentPosition(b.place) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const pictures: { readonly title: string; readonly canvas: HTMLCanvasElement }[] = [];
  for (const one of inOrder) {
    const canvas = await one.canvas();
    if (canvas !== null) pictures.push({ title: one.title, canvas });
  }
  if (pictures.length === 0) return false;
  const sheet = document.createElement('canvas');
  sheet.width = Math.max(...pictures.map(({ canvas }) => canvas.width)) + 2 * margin;
  sheet.height = pictures.reduce((sum, { canvas }) => sum + canvas.height + titleHeight + margin, margin);
  const pen = sheet.getContext('2d');
  if (pen === null) return false;
  const style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue('--card');
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = style.getPropertyValue('--ink');
  pen.font = `600 28px ${style.fontFamily}`;
  let top = margin;
  for (const { title, canvas } of pictures) {
    pen.fillText(title, margin, top + 28);
    pen.drawImage(canvas, margin, top + titleHeight);
    top += canvas.height + titleHeight + margin;
  }
  const blob = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png'));
  if (blob === null) return false;
  download(name, blob);
  return true;
}
