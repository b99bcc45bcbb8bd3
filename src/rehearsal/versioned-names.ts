import { NAMES } from './custom-names';
import { LIMITS } from '../rollout/limits';
import { isRecord } from '../rollout/record';

type Properties = Readonly<Record<string, unknown>>;

/** The properties by which models and endpoint configs are named, and referred to. */
const REFERENCES: ReadonlySet<string> = new Set(Object.values(NAMES));

/**
 * Gives models and endpoint configs that a template names another name in each version.
 *
 * CloudFormation cannot replace what has a fixed name, so that whoever names them changes the names with each version. The
 * same template deployed again has not done so.
 */
export class VersionedNames {
  private versions = 0;
  private readonly renamed = new Map<string, string>();

  begin(): void {
    this.versions += 1;
    this.renamed.clear();
  }

  rewrite(type: string, properties: Properties): Properties {
    const field = NAMES[type];
    const name = field === undefined ? undefined : properties[field];
    if (this.versions > 1 && typeof name === 'string') {
      const suffix = `-${this.versions}`;
      this.renamed.set(`${field}/${name}`, `${name.slice(0, LIMITS.resourceName.max - suffix.length)}${suffix}`);
    }
    return this.renamed.size === 0 ? properties : this.referring(properties) as Properties;
  }

  private referring(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.referring(item));
    }
    if (!isRecord(value)) {
      return value;
    }
    // A dimension of a metric: { Name: 'EndpointConfigName', Value: ... }.
    if (typeof value.Name === 'string' && REFERENCES.has(value.Name) && typeof value.Value === 'string') {
      return { ...value, Value: this.nameOf(value.Name, value.Value) };
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) =>
      [key, REFERENCES.has(key) && typeof item === 'string' ? this.nameOf(key, item) : this.referring(item)]));
  }

  private nameOf(field: string, name: string): string {
    return this.renamed.get(`${field}/${name}`) ?? name;
  }
}
