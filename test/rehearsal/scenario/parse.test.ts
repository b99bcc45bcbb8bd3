import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseScenario } from '../../../src/rehearsal/scenario/parse';

const directory = mkdtempSync(join(tmpdir(), 'scenario-'));
const FILE = join(directory, 'scenario.yaml');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const parse = (text: string) => parseScenario(text, FILE);

describe('a scenario', () => {
  test('that says next to nothing has defaults', () => {
    expect(parse('versions: [{ name: v1 }]')).toEqual({
      seed: 1,
      requestsPerSecond: 10,
      settleSeconds: 600,
      provisioningSeconds: 240,
      metricDelaySeconds: 60,
      versions: [{ name: 'v1', behaviour: {}, images: {} }],
    });
  });

  test('has its durations in seconds, wherever they are', () => {
    expect(parse(`
seed: 7
traffic:
  requestsPerSecond: 0
  wave: { period: 1d, amplitude: 0.5 }
  spikes: [{ at: 20m, for: 90s, factor: 3 }]
settle: 1h30m
simulator: { weightUpdate: 30s, rollbackStatus: RollingBack }
versions:
  - name: v1
    models:
      Champion: { capacity: 20, crashLoop: { every: 10m, down: 30s } }
  - name: v2
    traffic: { requestsPerSecond: 5 }
    behaviour:
      errorRate: 0.5
      later: [{ after: 10m, errorRate: 0 }]
      growth: { latencyFactorPerHour: 2 }
      classes: [{ share: 0.1, clientErrorRate: 1 }]
      provisioning: { takes: 15m, failure: no such image }
    expect: { within: 20m, serving: v1, requestsToNewVersion: ">0" }
`)).toEqual({
      seed: 7,
      requestsPerSecond: 0,
      traffic: { wave: { periodSeconds: 86_400, amplitude: 0.5 }, spikes: [{ atSeconds: 1200, forSeconds: 90, factor: 3 }] },
      settleSeconds: 5400,
      provisioningSeconds: 240,
      metricDelaySeconds: 60,
      settings: { weightUpdateSeconds: 30, rollbackStatus: 'RollingBack' },
      versions: [
        { name: 'v1', behaviour: {}, images: {}, models: { Champion: { capacity: 20, crashLoop: { everySeconds: 600, downSeconds: 30 } } } },
        {
          name: 'v2',
          traffic: { requestsPerSecond: 5 },
          behaviour: {
            errorRate: 0.5,
            later: [{ afterSeconds: 600, errorRate: 0 }],
            growth: { latencyFactorPerHour: 2 },
            classes: [{ share: 0.1, clientErrorRate: 1 }],
            provisioning: { seconds: 900, failure: 'no such image' },
          },
          images: {},
          expect: { withinSeconds: 1200, serving: 'v1', requestsToNewVersion: '>0' },
        },
      ],
    });
  });
});

describe('everything wrong with a scenario is said with its line', () => {
  test.each<[string, string, string[]]>([
    ['an unknown key', 'versions:\n  - name: a\n    behavior: {}', [":3: versions.0 has no 'behavior', there are name, behaviour, images, models, traffic, expect"]],
    ['no version', 'versions: []', [':1: versions has 0 items, at least 1 is needed (Deployed one after the other']],
    ['a list for a mapping', 'traffic: []\nversions: [{ name: a }]', [':1: traffic is [], a mapping is needed']],
    ['a missing key', 'seed: 1', [":1: the scenario has no 'versions', which is needed"]],
    ['a duration without a unit', 'settle: 10\nversions: [{ name: a }]', [':1: settle is 10, text is needed (how long each version is left alone']],
    ['a bound of no form', 'versions:\n  - name: a\n    expect:\n      failedRequests: few', [':4: versions.0.expect.failedRequests is "few", which is not of the form needed (Requests answered']],
    ['an outcome there is not', 'versions:\n  - name: a\n    expect: { outcome: fine }', [':3: versions.0.expect.outcome is "fine", one of inService, rolledBack, failed is needed']],
    ['rates that add up to too much', 'versions:\n  - name: a\n    behaviour:\n      errorRate: 0.9\n      clientErrorRate: 0.2', [
      ':4: versions.0.behaviour: errorRate 0.9 and clientErrorRate 0.2 add up to more than 1',
    ]],
    ['quantiles the wrong way round, of an image', 'versions:\n  - name: a\n    images:\n      "registry/a:1": { latencyMs: { p50: 9, p99: 3 } }', [
      ':4: versions.0.images.registry/a:1: latencyMs has p50 9 and p99 3',
    ]],
    ['a version twice', 'versions:\n  - name: a\n  - name: a', [":3: a version named 'a' is there already"]],
    ['a version to serve that there is not', 'versions:\n  - name: a\n    expect:\n      serving: b', [":4: there is no version 'b', there are 'a'"]],
    ['a trace that is not there', 'traffic:\n  trace: nowhere.csv\nversions: [{ name: a }]', [`:2: traffic.trace: there is no file ${join(directory, 'nowhere.csv')}`]],
    ['a trace beside a rate', 'traffic:\n  trace: nowhere.csv\n  requestsPerSecond: 1\nversions: [{ name: a }]', [
      ':2: traffic.trace: there is no file', ':3: traffic has a trace, which says it all; leave out requestsPerSecond',
    ]],
    ['several things at once, in their order', 'seed: -1\nsettle: soon\nversions:\n  - name: ""', [':1: seed is -1', ':2: settle is "soon"', ':4: versions.0.name is ""']],
    ['no YAML', 'versions:\n  - name: [', [':2: Flow sequence']],
  ])('%s', (_name, text, expected) => {
    const lines = messageOf(() => parse(text)).split('\n');
    expect(lines).toHaveLength(expected.length);
    lines.forEach((line, index) => expect(line.startsWith(FILE + expected[index])).toBe(true));
  });
});

describe('a trace', () => {
  test.each([
    ['seconds', 'time,requestsPerSecond\n0,1\n60,4\n'],
    ['durations', 'time, requestsPerSecond\n5m, 1\n6m, 4\n'],
    ['times, with a comment and a column more', '# of last Friday\ntime,host,requestsPerSecond\n2026-01-02T17:00:00Z,a,1\n2026-01-02T17:01:00Z,b,4\n'],
  ])('may be in %s', (_name, csv) => {
    writeFileSync(join(directory, 'trace.csv'), csv);
    const scenario = parse('traffic: { trace: trace.csv }\nversions: [{ name: a }]');
    expect(scenario).toMatchObject({
      requestsPerSecond: 2.5,
      traffic: { trace: [{ atSeconds: 0, requestsPerSecond: 1 }, { atSeconds: 60, requestsPerSecond: 4 }] },
    });
  });

  test.each([
    ['other columns', 'when,rate\n0,1', /trace\.csv:1: a trace has the columns time and requestsPerSecond/],
    ['no line', 'time,requestsPerSecond\n', /trace\.csv:1: a trace has the columns/],
    ['a rate that is none', 'time,requestsPerSecond\n0,1\n60,many', /trace\.csv:3: requestsPerSecond is "many"/],
    ['a negative rate', 'time,requestsPerSecond\n0,-1', /trace\.csv:2: requestsPerSecond is "-1"/],
    ['a time that is none', 'time,requestsPerSecond\nnoon,1', /trace\.csv:2: time is "noon"/],
    ['times out of order', 'time,requestsPerSecond\n60,1\n0,1', /trace\.csv:3: time 0 is not after the one before/],
    ['a line too short', 'time,requestsPerSecond\n0,1\n60', /trace\.csv:3: /],
  ])('is refused with its own line for %s', (_name, csv, message) => {
    writeFileSync(join(directory, 'trace.csv'), csv);
    expect(messageOf(() => parse('traffic:\n  trace: trace.csv\nversions: [{ name: a }]'))).toMatch(message);
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
