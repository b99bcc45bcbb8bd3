/** What a service publishes about itself, as far as the simulator answers for it. */
export interface ServiceModel {
  readonly name: string;
  readonly version: string;
  readonly signingName: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string;
  /** Whether errors in JSON also carry the code that the query protocol has for them. */
  readonly queryCompatible: boolean;
  /** The service's operations that are not simulated, with their paths. */
  readonly otherOperations: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly input?: string;
  readonly output?: string;
  /** Absent where it is `/`. */
  readonly path?: string;
}

export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean' | 'timestamp' | 'blob';
  readonly members?: Readonly<Record<string, string | MemberReference>>;
  readonly required?: readonly string[];
  /** The name of a list's member shape. */
  readonly member?: string;
  /** The names of a map's shapes. */
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly timestampFormat?: string;
  /** The member that is the whole body, in REST. */
  readonly payload?: string;
  readonly error?: { readonly code?: string; readonly status: number };
}

export interface MemberReference {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}

export interface Member {
  readonly name: string;
  readonly shape: string;
  readonly location?: string;
  readonly locationName: string;
}

/** The operation of that name, if there is one; a name from the wire may be anything, `constructor` included. */
export function operationOf(model: ServiceModel, name: string): OperationModel | undefined {
  return Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
}

export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = Object.hasOwn(model.shapes, name) ? model.shapes[name] : undefined;
  if (!shape) {
    throw new Error(`${model.name} ${model.version} has no shape '${name}'`);
  }
  return shape;
}

export function membersOf(shape: Shape): Member[] {
  return Object.keys(shape.members ?? {}).map((name) => memberOf(shape, name)!);
}

export function memberOf(shape: Shape, name: string): Member | undefined {
  if (!shape.members || !Object.hasOwn(shape.members, name)) {
    return undefined;
  }
  const reference = shape.members[name];
  return typeof reference === 'string'
    ? { name, shape: reference, locationName: name }
    : { name, shape: reference.shape, location: reference.location, locationName: reference.locationName ?? name };
}

/** The modelled error that goes by this name, or by this code in the query protocol. */
export function errorShapeOf(model: ServiceModel, nameOrCode: string): { readonly name: string; readonly shape: Shape } | undefined {
  const shape = Object.hasOwn(model.shapes, nameOrCode) ? model.shapes[nameOrCode] : undefined;
  if (shape?.error) {
    return { name: nameOrCode, shape };
  }
  const found = Object.entries(model.shapes).find(([, candidate]) => candidate.error?.code === nameOrCode);
  return found && { name: found[0], shape: found[1] };
}
