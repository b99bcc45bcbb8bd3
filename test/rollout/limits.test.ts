import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropsGuard, EXCLUSIONS_PAGE, LIMITS, percentOf, RESOURCE_NAME_PATTERN, type Limit } from '../../src/rollout/limits';
import { memberOf, membersOf, shapeOf, type Shape } from '../../src/simulator/api/service-model';
import { SERVICE_MODELS } from '../../src/simulator/api/service-model.generated';


/** What the service's model says of the field that a limit names, on the page that it names. */
function published({ name, source }: Limit): Shape {
  const page = /^https:\/\/docs\.aws\.amazon\.com\/sagemaker\/latest\/APIReference\/API_(\w+)\.html$/.exec(source)![1];
  const [service, shape] = page.startsWith('runtime_') ? [SERVICE_MODELS['sagemaker-runtime'], page.slice('runtime_'.length)] : [SERVICE_MODELS.sagemaker, page];
  const holder = shapeOf(service, /^(Create|Invoke)/.test(shape) ? `${shape}Input` : shape);
  return shapeOf(service, memberOf(holder, name.split('.').at(-1)!)!.shape);
}

const UNITS: Readonly<Record<string, Limit['unit']>> = {
  InSeconds: 'seconds', InMinutes: 'minutes', InGB: 'GiB', StepSize: 'instances', Size: 'percent', Percentage: 'percent', Length: 'bytes', Name: 'characters', Model: 'characters',
};

/** In which unit a field of this name is: by its ending; a linear step is a share of a fleet too. */
function unitIn(name: string): Limit['unit'] {
  const ending = Object.keys(UNITS).find((one) => name.endsWith(one));
  return name === 'LinearStepSize' ? 'percent' : ending === undefined ? 'items' : UNITS[ending];
}

describe('the limits that the library checks', () => {
  const limits = Object.entries(LIMITS).map(([key, limit]) => ({ key, limit }));
  const ofShares = ['canarySize', 'linearStepSize', 'maximumBatchSize', 'rollbackMaximumBatchSize'];

  test.each(limits.filter(({ key }) => !ofShares.includes(key)))('are those that the service publishes: $key', ({ key, limit }) => {
    const { min, max } = published(limit);
    expect(limit.max).toBe(max);
    // It publishes an empty name and an empty list of containers, which are neither a name nor a model.
    expect(limit.min).toBe(['resourceName', 'containers'].includes(key) ? 1 : min);
  });

  test('are those of its pages where a share of a fleet is meant, which its model does not limit', () => {
    expect(ofShares.map((key) => LIMITS[key as keyof typeof LIMITS]).map(({ name, min, max }) => [name, min, max])).toEqual([
      ['CanarySize', 1, 50], ['LinearStepSize', 10, 50], ['MaximumBatchSize', 5, 50], ['RollbackMaximumBatchSize', 1, 100],
    ]);
    ofShares.forEach((key) => expect(membersOf(published(LIMITS[key as keyof typeof LIMITS])).map(({ name }) => name)).toEqual(['Type', 'Value']));
  });

  test.each(limits)('are in the unit that their names say: $key', ({ limit }) => {
    expect(limit.unit).toBe(unitIn(limit.name));
  });
});

test('a name has the form that the service publishes', () => {
  expect(RESOURCE_NAME_PATTERN.source).toBe(`^${published(LIMITS.resourceName).pattern}$`);
});

test('what is not guarded is said on the page that the account of the simulation cites', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'fidelity.md'), 'utf8')).toContain(`[dg-exclusions]: ${EXCLUSIONS_PAGE}\n`);
});

test.each([['ml.inf1.xlarge', true], ['ml.inf2.xlarge', false], ['ml.m5.large', false], ['inf1.xlarge', false]])('the service drops the guard on %s: %p', (instanceType, dropped) => {
  expect(dropsGuard(instanceType)).toBe(dropped);
});

test('two instances of eight are 25 percent', () => {
  expect(percentOf(2, 8)).toBe(25);
});
