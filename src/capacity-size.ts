import { Faults } from './private/faults';
import { isTokenNumber } from './private/token-number';
import type { CapacitySizeConfig } from './rollout/deployment-config';

/**
 * How much of a variant's fleet one step of an update takes.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CapacitySize.html
 * @example
 * DeploymentStrategy.canary({ size: CapacitySize.percent(10) });
 * DeploymentStrategy.canary({ size: CapacitySize.instances(1) });
 */
export abstract class CapacitySize {
  /**
   * A share of the variant's instances (`CAPACITY_PERCENT`).
   *
   * The service turns the share into whole instances, at least one. How it rounds is not documented.
   *
   * @param percent a whole number from 1 to 100; each strategy narrows this further
   */
  public static percent(percent: number): CapacitySize {
    return new Size('CAPACITY_PERCENT', checked('CapacitySize.percent', percent, 100));
  }

  /**
   * A number of the variant's instances (`INSTANCE_COUNT`).
   *
   * @param count a whole number, at least 1; each strategy limits its share of the fleet
   */
  public static instances(count: number): CapacitySize {
    return new Size('INSTANCE_COUNT', checked('CapacitySize.instances', count));
  }

  /** @internal */
  public abstract _render(): CapacitySizeConfig;
}

class Size extends CapacitySize {
  constructor(private readonly unit: CapacitySizeConfig['Type'], private readonly value: number) {
    super();
  }

  /** @internal */
  public _render(): CapacitySizeConfig {
    return { Type: this.unit, Value: this.value };
  }
}

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CapacitySize.html';

function checked(what: string, value: number, max: number = Infinity): number {
  const faults = new Faults(`${what}(${value})`);
  if (!isTokenNumber(value) && !(Number.isInteger(value) && value >= 1 && value <= max)) {
    faults.add(`a whole number ${max === Infinity ? 'of at least 1' : `from 1 to ${max}`} is needed (Value, ${PAGE}); use ${what}(${max === Infinity ? 1 : 10})`);
  }
  faults.throwIfAny();
  return value;
}
