import { existsSync, readFileSync } from 'node:fs';

/** One property of the JSON object that a file of the user's holds; nothing where it has no such property. */
export function propertyInFile(file: string, name: string): unknown {
  if (!existsSync(file)) {
    throw new Error(`no file '${file}'`);
  }
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null)?.[name];
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}
