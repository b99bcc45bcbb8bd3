import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Surroundings } from './surroundings';

/** `--json` without a file, or with `-`: the standard output is JSON, and nothing else. */
export type JsonOption = string | boolean | undefined;

/** Where a command writes its results: to the error output where the standard output is JSON. */
export class Output {
  readonly colour: boolean;
  private readonly jsonOnly: boolean;

  constructor(private readonly surroundings: Surroundings, private readonly json: JsonOption) {
    this.jsonOnly = json === true || json === '-';
    this.colour = !this.jsonOnly && (surroundings.colour ?? false);
  }

  /** What the command was asked for. */
  result(text: string): void {
    (this.jsonOnly ? this.surroundings.err : this.surroundings.out)(text);
  }

  /** What it is doing, while it does it. */
  progress(text: string): void {
    this.surroundings.err(text);
  }

  /** The JSON, if it was asked for. */
  writeJson(content: () => string): void {
    if (this.jsonOnly) {
      this.surroundings.out(content());
    } else if (typeof this.json === 'string') {
      this.writeFile(this.json, content);
    }
  }

  /** A file, if it was asked for. */
  writeFile(file: string | undefined, content: () => string): void {
    if (file === undefined) {
      return;
    }
    if (existsSync(file) && statSync(file).isDirectory()) {
      throw new Error(`'${file}' is a directory, no file can be written there; options that take a file go after the assembly`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content());
    this.result(`written: ${file}\n`);
  }
}
