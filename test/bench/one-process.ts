/** What one fresh process measures: reads a scenario, runs it one or more times, and prints a line of figures for each run. Started by bench.ts. */

import { readFileSync } from 'node:fs';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { runScenario } from '../../src/run/run.ts';

const [file = '', times = '1', ...set] = process.argv.slice(2);
const read = readScenario({ text: readFileSync(file, 'utf8'), file, files: () => ({ problem: 'a benchmark reads no other files' }), set });
if (!read.ok) throw new Error(read.problems.map((problem) => String(problem)).join('\n'));

for (let i = 0; i < Number(times); i++) {
  let heapInTheMiddle = 0;
  const began = performance.now();
  const result = runScenario(read.scenario, {
    onProgress: (share) => {
      if (heapInTheMiddle === 0 && share >= 0.5) heapInTheMiddle = process.memoryUsage().heapUsed;
    },
  });
  const innerMs = performance.now() - began;
  const { requests, events } = result.run;
  // Exact where nothing was collected in the second half: bench.ts gives young objects half a gigabyte for that.
  const bytesPerEvent = (process.memoryUsage().heapUsed - heapInTheMiddle) / (events / 2);
  const held = result.audit.every((law) => law.held);
  console.log(JSON.stringify({ innerMs, requests, events, bytesPerEvent, peakMb: process.resourceUsage().maxRSS / 1024, held }));
}
