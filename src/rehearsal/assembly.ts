import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Template } from './template';
import { readTemplate } from './template-file';

/** One stack of a cloud assembly (`cdk.out`), with the assets it may refer to. */
export interface AssemblyStack {
  readonly stackName: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly template: Template;
  /** The stacks that are deployed before it, in their order. */
  readonly dependencies: readonly AssemblyStack[];
  /** Where the asset with this object key was staged, if the assembly has it. */
  assetDirectory(objectKey: string): string | undefined;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, {
    readonly type: string;
    readonly environment?: string;
    readonly dependencies?: readonly string[];
    readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
  }>>;
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, {
    readonly source: { readonly path?: string };
    readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
  }>>;
}

/**
 * A stack of a cloud assembly, read as the CDK CLI would; or a template of its own, in JSON or YAML.
 *
 * @param stackName may be left out when the assembly has one stack only; it names the stack of a template.
 */
export function readStack(path: string, stackName?: string): AssemblyStack {
  if (isTemplate(path)) {
    const name = stackName ?? basename(path).replace(/(\.template)?\.[^.]+$/, '');
    return { stackName: name, template: readTemplate(path), dependencies: [], assetDirectory: () => undefined };
  }
  const manifest = readManifest(path);
  const stacks = stackArtifacts(manifest);
  const candidates = stackName === undefined ? stacks : stacks.filter(({ id, name }) => name === stackName || id === stackName);
  if (candidates.length !== 1) {
    const wanted = stackName === undefined ? 'say which stack to use' : `no stack '${stackName}' in '${path}'`;
    throw new Error(`${wanted}, there are ${stacks.length === 0 ? 'none' : stacks.map(({ name }) => `'${name}'`).join(', ')}`);
  }
  return stackOf(path, manifest, candidates[0].id);
}

/** All stacks of a cloud assembly, or the one of a template. */
export function readStacks(path: string): AssemblyStack[] {
  if (isTemplate(path)) {
    return [readStack(path)];
  }
  const manifest = readManifest(path);
  return stackArtifacts(manifest).map(({ id }) => stackOf(path, manifest, id));
}

function isTemplate(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function readManifest(path: string): Manifest {
  return readJson<Manifest>(join(path, 'manifest.json'), `'${path}' is not a cloud assembly; run \`cdk synth\` first, or name its output`);
}

function stackArtifacts({ artifacts = {} }: Manifest): Array<{ readonly id: string; readonly name: string }> {
  return Object.entries(artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => ({ id, name: artifact.properties?.stackName ?? id }));
}

function stackOf(directory: string, manifest: Manifest, id: string): AssemblyStack {
  const artifacts = manifest.artifacts!;
  const { environment = '', properties = {}, dependencies = [] } = artifacts[id];
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  const assets = assetDirectories(directory, Object.keys(artifacts).filter((artifact) => artifacts[artifact].type === 'cdk:asset-manifest'));
  return {
    stackName: properties.stackName ?? id,
    region: region === 'unknown-region' ? undefined : region,
    accountId: accountId === 'unknown-account' ? undefined : accountId,
    template: readJson<Template>(join(directory, properties.templateFile ?? ''), `stack '${id}' has no template`),
    dependencies: dependencies.filter((artifact) => artifacts[artifact]?.type === 'aws:cloudformation:stack').map((artifact) => stackOf(directory, manifest, artifact)),
    assetDirectory: (objectKey) => assets.get(objectKey),
  };
}

function assetDirectories(directory: string, manifestIds: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const id of manifestIds) {
    const manifest = readJson<AssetManifest>(join(directory, `${id}.json`), `asset manifest '${id}' is missing`);
    for (const file of Object.values(manifest.files ?? {})) {
      if (file.source.path !== undefined) {
        const path = resolve(directory, file.source.path);
        Object.values(file.destinations).forEach(({ objectKey }) => found.set(objectKey, path));
      }
    }
  }
  return found;
}

function readJson<T>(path: string, otherwise: string): T {
  if (!existsSync(path)) {
    throw new Error(`${otherwise} (no file ${path})`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
