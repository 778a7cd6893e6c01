/** A pool in the view: who waits, the head of the line first, and its connections as cells; of large fleets only counts. */

import { count, list } from '../../report/wording.ts';
import { type Cell, type CopyScene, type Look, looks, type PoolScene } from './scene.ts';
import { holdersOf, spanOf } from './words.ts';

/** More cells than this are told as a bar. */
const mostCells = 240;
const mostCopies = 24;

interface Props {
  readonly pool: PoolScene;
  readonly classes: readonly { readonly name: string }[];
  readonly chosen: number;
  /** A request is picked out, by its number. */
  choose(request: number): void;
}

export function PoolView({ pool, classes, chosen, choose }: Props) {
  const cells = pool.copies.reduce((sum, copy) => sum + copy.cells.length, 0);
  const asBar = cells > mostCells || pool.copies.length > mostCopies;
  const holders = holdersOf(classes, pool);
  const size = pool.size === null ? '∞' : count(pool.size);
  return <section class="pool" aria-label={`Pool ${pool.name}`} data-pool={pool.name} data-lent={pool.lent} data-waiting={pool.waiting} data-size={pool.size ?? ''}>
    <h4>{pool.name} <span class="quiet">{pool.isPooler ? `pooler, ${pool.kind}` : pool.kind}{pool.copies.length > 1 ? `, ${pool.copies.length} instances` : ''}</span>
      <span class="figure"><b>{count(pool.lent)}</b> of {size} lent</span></h4>
    <div class="line" data-line>
      <span class={`figure ${pool.waiting > 0 ? 'someone' : ''}`}><b>{count(pool.waiting)}</b> waiting{pool.oldest === null ? '' : `, oldest ${spanOf(pool.oldest)}`}</span>
      <span class="people">
        {pool.line.map(({ request, classIndex }) => <button key={request} type="button" tabIndex={-1} class={request === chosen ? 'person chosen' : 'person'} data-request={request}
          aria-label={`request ${request} of ${classes[classIndex]?.name ?? ''}, in line`} onClick={() => choose(request)}>{letterOf(classes[classIndex]?.name)}</button>)}
        {pool.waiting > pool.line.length ? <span class="beyond">+{count(pool.waiting - pool.line.length)}</span> : null}
      </span>
    </div>
    {classes.length < 2 || holders.length === 0 ? null : <p class="quiet figure">{list(holders)}</p>}
    {asBar ? <Bar counts={pool.counts} /> : <div class="copies">{pool.copies.map((copy) => <CopyView key={copy.instance} copy={copy} classes={classes} chosen={chosen} choose={choose} />)}</div>}
  </section>;
}

/** The first letter of a class. */
export const letterOf = (name: string | undefined): string => (name ?? '?').slice(0, 1).toLowerCase();

function CopyView({ copy, classes, chosen, choose }: Omit<Props, 'pool'> & { readonly copy: CopyScene }) {
  return <div class="copy">
    {copy.instance === 0 ? null : <span class="quiet name">{copy.instance}{copy.waiting > 0 ? ` (${copy.waiting} wait)` : ''}</span>}
    <span class="cells">{copy.cells.map((cell) => <CellView key={cell.connection} cell={cell} whose={classes[cell.classIndex]?.name} isChosen={cell.request !== 0 && cell.request === chosen} choose={choose} />)}
      {copy.cells.length === 0 ? <span class="quiet">no connection open</span> : null}</span>
  </div>;
}

function CellView({ cell, whose, isChosen, choose }: { readonly cell: Cell; readonly whose: string | undefined; readonly isChosen: boolean; choose(request: number): void }) {
  const { letter, says } = looks[cell.look];
  const name = `cell ${cell.look}${isChosen ? ' chosen' : ''}`;
  return cell.request === 0
    ? <span class={name} data-look={cell.look} role="img" aria-label={says}>{letter}</span>
    : <button type="button" tabIndex={-1} class={name} data-look={cell.look} data-request={cell.request} aria-label={`${says}; request ${cell.request}${whose === undefined ? '' : ` of ${whose}`}`} onClick={() => choose(cell.request)}>{letter}<small>{whose === undefined ? '' : letterOf(whose)}</small></button>;
}

/** Counts by state, as long as they are many. */
function Bar({ counts }: { readonly counts: PoolScene['counts'] }) {
  const parts = (Object.keys(looks) as Look[]).filter((look) => counts[look] > 0);
  return <div class="bar">{parts.map((look) => <span key={look} class={`cell ${look}`} data-look={look} data-count={counts[look]} style={{ flexGrow: counts[look] }}>{looks[look].letter} {count(counts[look])}</span>)}</div>;
}
