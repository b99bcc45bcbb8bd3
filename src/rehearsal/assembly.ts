import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
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
    readonly displayName?: string;
    readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly directoryName?: string };
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
 * @param stackName may be left out when the assembly has one stack only, or one that will do; it names the stack of a template.
 * @param willDo which stacks to choose from where none is named. Left out, all of them.
 */
export function readStack(path: string, stackName?: string, willDo: (stack: AssemblyStack) => boolean = () => true): AssemblyStack {
  if (isTemplate(path)) {
    const beside = (file: string): string | undefined => {
      const found = resolve(dirname(path), file);
      return file !== '' && existsSync(found) ? found : undefined;
    };
    return { stackName: stackName ?? stackNameOf(path), template: readTemplate(path), dependencies: [], assetDirectory: beside };
  }
  const stacks = stackArtifacts(path);
  const named = stacks.filter(({ id, name, displayName }) => [id, name, displayName].includes(stackName));
  const useful = stacks.length > 1 ? stacks.filter(({ read }) => willDo(read())) : stacks;
  const candidates = stackName === undefined ? useful : named;
  if (candidates.length === 1) {
    return candidates[0].read();
  }
  const ambiguous = candidates.length > 1;
  const names = ambiguous ? candidates.map(({ id }) => `'${id}'`) : stacks.map(({ name }) => `'${name}'`);
  const wanted = stackName === undefined || ambiguous ? 'say which stack to use' : `no stack '${stackName}' in '${path}'`;
  throw new Error(`${wanted}, there are ${names.join(', ') || 'none'}`);
}

/** All stacks of a cloud assembly, or the one of a template. */
export function readStacks(path: string): AssemblyStack[] {
  if (isTemplate(path)) {
    return [readStack(path)];
  }
  return stackArtifacts(path).map(({ read }) => read());
}

/** A template's file name, with what a stack's name may be made of. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
function stackNameOf(path: string): string {
  const name = basename(path).replace(/(\.template)?\.[^.]+$/, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  return name === '' ? 'Stack' : name;
}

function isTemplate(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function readManifest(path: string): Manifest {
  return readJson<Manifest>(join(path, 'manifest.json'), `'${path}' is not a cloud assembly; run \`cdk synth\` first, or name its output`);
}

interface StackArtifact {
  readonly id: string;
  readonly name: string;
  /** As the CDK CLI shows it: `Stage/Stack`. */
  readonly displayName?: string;
  readonly read: () => AssemblyStack;
}

/** Those of the stages of the app too, which are assemblies of their own within it. */
function stackArtifacts(directory: string): StackArtifact[] {
  const manifest = readManifest(directory);
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, { type, properties = {}, displayName }]) => {
    switch (type) {
      case 'aws:cloudformation:stack':
        return [{ id, name: properties.stackName ?? id, displayName, read: () => stackOf(directory, manifest, id) }];
      case 'cdk:cloud-assembly':
        return stackArtifacts(join(directory, properties.directoryName ?? id));
      default:
        return [];
    }
  });
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
    template: templateOf(directory, id, properties.templateFile),
    dependencies: dependencies.filter((artifact) => artifacts[artifact]?.type === 'aws:cloudformation:stack').map((artifact) => stackOf(directory, manifest, artifact)),
    assetDirectory: (objectKey) => assets.get(objectKey),
  };
}

function templateOf(directory: string, id: string, templateFile: string | undefined): Template {
  if (templateFile === undefined) {
    throw new Error(`stack '${id}' has no template in ${join(directory, 'manifest.json')}`);
  }
  const path = join(directory, templateFile);
  // A stack of an app may be empty; a template that somebody names is not.
  const isEmpty = existsSync(path) && !('Resources' in readJson<Template>(path, ''));
  return isEmpty ? {} : readTemplate(path);
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
