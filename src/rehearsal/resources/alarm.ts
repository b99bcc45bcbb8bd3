import {
  DeleteAlarmsCommand, DescribeAlarmsCommand, PutCompositeAlarmCommand, PutMetricAlarmCommand,
  type PutCompositeAlarmCommandInput, type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { standInFor } from './stand-in';
import { coerced } from '../coerce';
import { ResourceError, type ResourceProvider, type ResourceRequest, type ResourceState } from '../resource-provider';

/** `AWS::CloudWatch::Alarm`: a change puts the same alarm anew, which keeps its state. */
export const alarm = providerWith(({ cloud, properties }, AlarmName) =>
  cloud.cloudwatch.send(new PutMetricAlarmCommand(coerced('cloudwatch', 'PutMetricAlarmInput', { ...properties, AlarmName }) as unknown as PutMetricAlarmCommandInput)));

/** `AWS::CloudWatch::CompositeAlarm`. */
export const compositeAlarm = providerWith(({ cloud, properties }, AlarmName) =>
  cloud.cloudwatch.send(new PutCompositeAlarmCommand(coerced('cloudwatch', 'PutCompositeAlarmInput', { ...properties, AlarmName }) as unknown as PutCompositeAlarmCommandInput)));

/** One that the simulator does not evaluate, by anomaly detection say, has a stand-in: no update is rolled back by it. */
function providerWith(put: (request: ResourceRequest, alarmName: string) => Promise<unknown>): ResourceProvider {
  const state = async (request: ResourceRequest, alarmName: string): Promise<ResourceState> => {
    const { cloud } = request;
    try {
      await put(request, alarmName);
      return { physicalId: alarmName, attributes: { Arn: cloud.arn('cloudwatch', `alarm:${alarmName}`) } };
    } catch (error) {
      const { message } = error as Error;
      if (!/\bnot simulated\b/.test(message)) {
        throw error;
      }
      return { ...standInFor(request, alarmName), standIn: message };
    }
  };
  return {
    async create(request) {
      const name = (request.properties.AlarmName as string | undefined) ?? request.generatedName(255);
      await refuseExisting(request, name);
      return state(request, name);
    },
    update: (request) => state(request, request.physicalId),

    async delete({ cloud, physicalId }) {
      await cloud.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [physicalId] }));
    },
  };
}

/**
 * CloudWatch would overwrite it, but a resource type has to refuse what is there already.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html
 */
async function refuseExisting({ cloud }: ResourceRequest, name: string): Promise<void> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloud.cloudwatch.send(new DescribeAlarmsCommand({
    AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
  }));
  if (MetricAlarms.length + CompositeAlarms.length > 0) {
    throw new ResourceError(`alarm '${name}' already exists; a resource of another logical id cannot have its name before the old one is gone`);
  }
}
