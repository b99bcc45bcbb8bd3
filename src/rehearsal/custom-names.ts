import type { Resource } from './resource-provider';

type Properties = Readonly<Record<string, unknown>>;

/** Resources of which any change is a replacement, and the property that names them. */
export const NAMES: Readonly<Record<string, string>> = { 'AWS::SageMaker::Model': 'ModelName', 'AWS::SageMaker::EndpointConfig': 'EndpointConfigName' };

/** What a template says of a named resource, apart from the names that differ from version to version. */
interface Said {
  readonly name: unknown;
  readonly words: string;
}

/**
 * Refuses what CloudFormation refuses: to replace a resource whose name the template fixes.
 *
 * Only between templates that differ: a template that is rehearsed again as another version stands for one with other names.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export class CustomNames {
  /** What was said of each resource that is deployed, by logical id. */
  private deployed = new Map<string, Said>();
  private current = new Map<string, Said>();
  private readonly replaced = new Set<string>();
  /** Which resource has a name that a deployment gave. */
  private readonly owners = new Map<string, string>();
  private otherTemplate = false;

  begin(otherTemplate: boolean): void {
    this.otherTemplate = otherTemplate;
    this.current = new Map();
    this.replaced.clear();
  }

  /** The deployment has succeeded. */
  end(): void {
    this.deployed = this.current;
  }

  /** @param properties as the template has them, resolved. */
  check(type: string, properties: Properties, logicalId: string): void {
    const field = NAMES[type];
    if (field === undefined) {
      return;
    }
    const name = properties[field];
    const owned = [...this.owners].filter(([given]) => JSON.stringify(properties).includes(given));
    const words = owned.reduce((text, [given, owner]) => text.replaceAll(given, owner), JSON.stringify({ ...properties, [field]: undefined }));
    const before = this.deployed.get(logicalId);
    this.current.set(logicalId, { name, words });
    if (before && (before.words !== words || owned.some(([, owner]) => this.replaced.has(owner)))) {
      this.replaced.add(logicalId);
      if (this.otherTemplate && typeof name === 'string' && before.name === name) {
        throw new Error(`CloudFormation cannot update a stack when a custom-named resource requires replacing: give it another ${field}, or none, and update again`);
      }
    }
  }

  created({ type, logicalId, attributes }: Resource): void {
    const given = attributes[NAMES[type]];
    if (typeof given === 'string') {
      this.owners.set(given, logicalId);
    }
  }
}
