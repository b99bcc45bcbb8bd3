/** How many vCPUs an instance of a type has, as far as its name tells: an `xlarge` has 4, and a multiple of it so many times as many. */
function vcpusOf(instanceType: string): number | undefined {
  const [, family, multiple, size] = /^ml\.([\w-]+)\.(\d*)(medium|large|xlarge)$/.exec(instanceType) ?? [];
  if (family === 'c4' && multiple === '8') {
    return 36;
  }
  return size === undefined ? undefined : size === 'xlarge' ? 4 * Number(multiple || 1) : 2;
}

/** Families with GPUs; other accelerators publish no metrics of GPUs. */
const WITH_GPUS = /^ml\.(?:g|gr|p)\d/;

/** https://aws.amazon.com/ec2/instance-types/#Accelerated_Computing */
const SEVERAL_GPUS: Readonly<Record<string, number>> = {
  'p2.8xlarge': 8,
  'p2.16xlarge': 16,
  'p3.8xlarge': 4,
  'p3.16xlarge': 8,
  'p3dn.24xlarge': 8,
  'p4d.24xlarge': 8,
  'p4de.24xlarge': 8,
  'g4dn.12xlarge': 4,
};

/** How many GPUs an instance of a type has; undefined where that is not known here. */
export function gpusOf(instanceType: string): number | undefined {
  if (!WITH_GPUS.test(instanceType)) {
    return instanceType.startsWith('ml.') ? 0 : undefined;
  }
  const type = instanceType.slice('ml.'.length);
  if (SEVERAL_GPUS[type] !== undefined) {
    return SEVERAL_GPUS[type];
  }
  const [, family, multiple] = /^(\w+)\.(\d*)xlarge$/.exec(type) ?? [];
  if (family === 'g5' || family === 'g6' || family === 'g6e') {
    return { 12: 4, 24: 4, 48: 8 }[multiple] ?? 1;
  }
  return ['p2', 'p3', 'g4dn'].includes(family) ? 1 : undefined;
}

/** What a utilization is 100 % for each of, and how many of them an instance of a type has. */
interface Units {
  readonly unit: 'vCPU' | 'GPU';
  readonly countOf: (instanceType: string) => number | undefined;
}

/** Undefined for a metric of which 100 % is the whole instance. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
export function unitsOf(metricName: string): Units | undefined {
  return metricName === 'CPUUtilization' ? { unit: 'vCPU', countOf: vcpusOf } : metricName.startsWith('GPU') ? { unit: 'GPU', countOf: gpusOf } : undefined;
}

/** Families with local disks: a `d` after the generation, and of those without one the ones that always have them. */
const WITH_DISKS = /^ml\.(?:[a-z]+\d+[a-z]*d[a-z]*|(?:g5|g6|gr6|p5|trn1|trn2)[a-z]*)\./;

/** Whether an instance of a type has storage of its own. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html */
export function hasLocalStorage(instanceType: string): boolean {
  return WITH_DISKS.test(instanceType);
}
