import { DeleteAlarmsCommand, PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { coerced } from '../coerce';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider';

/** `AWS::CloudWatch::Alarm`: a change puts the same alarm anew, which keeps its state. */
export const alarm: ResourceProvider = {
  create: (request) => put(request, (request.properties.AlarmName as string | undefined) ?? request.generatedName(255)),
  update: (request) => put(request, request.physicalId),

  async delete({ cloud, physicalId }) {
    await cloud.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [physicalId] }));
  },
};

async function put({ cloud, properties }: ResourceRequest, AlarmName: string): Promise<ResourceState> {
  await cloud.cloudwatch.send(new PutMetricAlarmCommand(coerced('cloudwatch', 'PutMetricAlarmInput', { ...properties, AlarmName }) as unknown as PutMetricAlarmCommandInput));
  return { physicalId: AlarmName, attributes: { Arn: cloud.arn('cloudwatch', `alarm:${AlarmName}`) } };
}
