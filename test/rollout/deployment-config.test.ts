import { rollbackAlarmNames } from '../../src/rollout/deployment-config';

describe('the alarms that roll an update back', () => {
  test('are those that a deployment config names', () => {
    expect(rollbackAlarmNames({ AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }, {}, { AlarmName: 'latency' }] } })).toEqual(['errors', 'latency']);
  });

  test.each([[undefined], [{}], [{ AutoRollbackConfiguration: {} }]])('are none in %j', (config) => {
    expect(rollbackAlarmNames(config)).toEqual([]);
  });
});
