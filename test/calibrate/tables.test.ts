/** Tables of a client sweep as people write them: headers, units, separators, thousands; and every mistake with its line and the nearest right thing. */

import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/calibrate/gather.ts';

const read = (text: string, columns: { readonly [role: string]: string } = {}, where: readonly { column: string; value: string }[] = []) => gathered([{ name: 'sweep.csv', text }], { columns, where });
const figures = (text: string) => read(text).observations.map(({ clients, perS, latencyMs }) => [clients, perS, latencyMs]);

describe('a table', () => {
  it.each([
    ['commas', 'clients,tps,latency_ms\n1,100,10\n8,400,20\n'],
    ['semicolons, spaces and other names', 'Number of clients ; TPS ; Latency average (ms)\n1;100;10\n8;400;20\n'],
    ['tabs, seconds', 'n\tthroughput\tresponse time [s]\n1\t100\t0.01\n8\t400\t0.02\n'],
    ['microseconds, a byte order mark, Windows ends and comments', '\uFEFF# my sweep\r\nconnections,qps,lat_us\r\n1,100,10000\r\n\r\n8,400,20000\r\n'],
    ['units in the cells, quotes and thousands', 'c,x,mean\n"1","0.1k",10 ms\n8,400,0.02 s\n'],
  ])('with %s is read', (_, text) => {
    expect(figures(text)).toEqual([[1, 100, 10], [8, 400, 20]]);
  });

  it('has its latency without a unit told by Little: clients = throughput × latency', () => {
    const { observations, notes } = read('clients,tps,latency\n1,100,0.01\n8,400,0.02\n');

    expect(observations.map(({ latencyMs }) => latencyMs)).toEqual([10, 20]);
    expect(notes.join()).toMatch(/no unit; it is in s/);
  });

  it('without a throughput has clients / latency, and says so', () => {
    const { observations, notes } = read('clients,latency_ms\n4,8\n');

    expect(observations[0]!.perS).toBe(500);
    expect(notes.join()).toMatch(/clients \/ latency/);
  });

  it('gives the rows and the columns that are asked for, the cores and the CPU', () => {
    const text = 'workload,cores,n,tps,w_tps,cpu_us\na,2,1,10,11,5000\na,4,1,20,21,5000\nb,2,1,30,31,5000\n';

    const { observations, cores } = read(text, { tps: 'w_tps' }, [{ column: 'workload', value: 'a' }, { column: 'cores', value: '2' }]);

    expect(observations).toMatchObject([{ clients: 1, perS: 11, cpuMs: 5, workload: 'a', from: 'sweep.csv:2' }]);
    expect(cores).toBe(2);
  });
});

describe('a mistake in a table', () => {
  it.each([
    ['nothing', '', 1, /empty/],
    ['no rows', 'clients,tps\n', 1, /no row below/],
    ['no clients', 'clints,tps\n1,2\n', 1, /Is it "clints"\? Then say --column clients=clints/],
    ['no throughput', 'clients,speed\n1,2\n', 1, /no column has a throughput or a latency \(its columns are clients, speed\)/],
    ['a word for a number', 'clients,tps\n1,10\neight,40\n', 3, /clients is "eight": expected a whole number/],
    ['half a client', 'clients,tps\n1.5,10\n', 2, /clients is "1.5"/],
    ['a rate of nothing', 'clients,tps\n1,0\n', 2, /tps is "0": expected transactions per second, above 0/],
    ['a unit that is none', 'clients,tps\n1,10 apples\n', 2, /tps is "10 apples"/],
    ['a missing cell', 'clients,tps,latency_ms\n1,10\n', 2, /2 cells where the header has 3/],
    ['an empty row of figures', 'clients,tps\n1,\n', 2, /neither a throughput nor a latency/],
    ['a negative latency', 'clients,latency_ms\n1,-4\n', 2, /expected a time above 0/],
    ['a latency whose unit nothing tells', 'clients,latency\n1,4\n', 2, /"latency" has no unit: name the column latency_ms/],
    ['several numbers of cores', 'clients,tps,cores\n1,10,2\n1,10,4\n', 2, /different numbers of cores \(2, 4\): choose with --where cores=2/],
  ])('%s is told with its line', (_, text, line, says) => {
    expect(read(text).slips[0]).toMatchObject({ file: 'sweep.csv', line, says: expect.stringMatching(says) });
  });

  it('names the nearest column where one is asked for that is not there', () => {
    expect(read('clients,w_tps\n1,2\n', { tps: 'wtps' }).slips[0]!.says).toMatch(/no column "wtps". Did you mean "w_tps"/);
    expect(read('clients,tps\n1,2\n', {}, [{ column: 'load', value: 'x' }]).slips[0]!.says).toMatch(/--where load/);
    expect(read('clients,tps\n1,2\n', {}, [{ column: 'tps', value: '3' }]).slips[0]!.says).toMatch(/no row has tps=3/);
  });
});
