import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Template } from './template';

/** One stack of a cloud assembly (`cdk.out`), with the assets it may refer to. */
export interface AssemblyStack {
  readonly stackName: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly template: Template;
  /** Where the asset with this object key was staged, if the assembly has it. */
  assetDirectory(objectKey: string): string | undefined;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, {
    readonly type: string;
    readonly environment?: string;
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
 * A stack of a cloud assembly, read as the CDK CLI would.
 *
 * @param stackName may be left out when the assembly has one stack only.
 */
export function readStack(directory: string, stackName?: string): AssemblyStack {
  const assembly = readAssembly(directory);
  const candidates = stackName === undefined ? assembly.stacks : assembly.stacks.filter(({ name, id }) => name === stackName || id === stackName);
  if (candidates.length !== 1) {
    const names = assembly.stacks.map(({ name }) => name);
    const wanted = stackName === undefined ? 'say which stack to use' : `no stack '${stackName}' in '${directory}'`;
    throw new Error(`${wanted}, there are ${names.length === 0 ? 'none' : names.map((name) => `'${name}'`).join(', ')}`);
  }
  return assembly.read(candidates[0]);
}

/** All stacks of a cloud assembly. */
export function readStacks(directory: string): AssemblyStack[] {
  const assembly = readAssembly(directory);
  return assembly.stacks.map(assembly.read);
}

interface StackArtifact {
  readonly id: string;
  readonly name: string;
  readonly environment?: string;
  readonly templateFile: string;
}

interface Assembly {
  readonly stacks: readonly StackArtifact[];
  readonly read: (stack: StackArtifact) => AssemblyStack;
}

function readAssembly(directory: string): Assembly {
  const manifest = readJson<Manifest>(join(directory, 'manifest.json'), `'${directory}' is not a cloud assembly; run \`cdk synth\` first, or name its output`);
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const assetManifests = artifacts.filter(([, artifact]) => artifact.type === 'cdk:asset-manifest').map(([id]) => id);
  return {
    stacks: artifacts
      .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
      .map(([id, { environment, properties }]) => ({ id, environment, name: properties?.stackName ?? id, templateFile: properties?.templateFile ?? '' })),
    read: ({ name, environment, templateFile }) => {
      const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? '') ?? [];
      const assets = assetDirectories(directory, assetManifests);
      return {
        stackName: name,
        region: region === 'unknown-region' ? undefined : region,
        accountId: accountId === 'unknown-account' ? undefined : accountId,
        template: readJson<Template>(join(directory, templateFile), `stack '${name}' has no template`),
        assetDirectory: (objectKey) => assets.get(objectKey),
      };
    },
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
