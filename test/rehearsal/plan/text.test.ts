import { ASSUMPTIONS } from './endpoints';
import { planReport } from '../../../src/rehearsal/plan/plan-report';
import { planText } from '../../../src/rehearsal/plan/text';
import { amount, clock, inWords } from '../../../src/rehearsal/plan/words';

const TEMPLATE = {
  Resources: {
    Config: {
      Type: 'AWS::SageMaker::EndpointConfig',
      Properties: { ProductionVariants: [{ VariantName: 'AllTraffic', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 }] },
    },
    Endpoint: {
      Type: 'AWS::SageMaker::Endpoint',
      Properties: {
        EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
        DeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 60 } },
      },
    },
  },
};

test('colours change nothing of what the text says', () => {
  const report = planReport([{ stackName: 'Stack', template: TEMPLATE }], ASSUMPTIONS, { compare: true });
  const [plain, coloured] = [false, true].map((colour) => planText(report, { colour }));
  // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
  const escapes = /\u001b\[\d+m/g;
  expect(coloured).toMatch(escapes);
  expect(coloured.replace(escapes, '').replace(/ +$/gm, '')).toBe(plain);
});

test.each([[0, '0 s'], [90, '90 s'], [60, '1 min'], [150, '2 min 30 s'], [3600, '1 h'], [3665, '1 h 1 min 5 s']])('%i seconds are %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});

test.each([[0, '00:00'], [65, '01:05'], [3600, '1:00:00'], [36_061, '10:01:01']])('%i seconds are %s on the clock', (seconds, time) => {
  expect(clock(seconds)).toBe(time);
});

test.each([[0, '0'], [0.0666, '0.067'], [0.8, '0.8'], [33.333, '33.3'], [100, '100'], [1234.5, '1235']])('%d is shown as %s', (value, text) => {
  expect(amount(value)).toBe(text);
});
