/**
 * Writes assets/replacements.json: for each resource type of CloudFormation, the properties whose change replaces the resource.
 *
 * It is taken from the specification that `@aws-cdk/cloudformation-diff` decides by, which is twenty times as large and takes
 * longer to load than a rehearsal may last.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Specification {
  all(kind: 'resource'): Iterable<{
    readonly cloudFormationType: string;
    readonly properties: Readonly<Record<string, { readonly causesReplacement?: 'yes' | 'no' | 'maybe' }>>;
  }>;
}

const ASSETS = join(__dirname, '..', 'assets');

// Whichever version the diff itself has.
const { loadAwsServiceSpecSync } = createRequire(require.resolve('@aws-cdk/cloudformation-diff'))('@aws-cdk/aws-service-spec') as {
  loadAwsServiceSpecSync(): Specification;
};

const types = [...loadAwsServiceSpecSync().all('resource')].map(({ cloudFormationType, properties }) => [
  cloudFormationType,
  Object.entries(properties).filter(([, { causesReplacement = 'no' }]) => causesReplacement !== 'no').map(([name]) => name),
] as const);

mkdirSync(ASSETS, { recursive: true });
writeFileSync(join(ASSETS, 'replacements.json'), JSON.stringify(Object.fromEntries(types)));
