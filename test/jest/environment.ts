import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';

/** The builtin of a file's own context also knows what is made outside of it, by packages. */
function knowOutside(inside: Function, outside: Function): void {
  Object.defineProperty(inside, Symbol.hasInstance, {
    value(this: Function, value: unknown) {
      const is = (builtin: Function): boolean => Function.prototype[Symbol.hasInstance].call(builtin, value);
      return is(this) || (this === inside && is(outside));
    },
  });
}

/** Node.js as the tests see it: packages are loaded outside of a file's own context, and see the same environment variables. */
export default class extends TestEnvironment {
  private readonly before = process.env;

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    process.env = { ...this.before };
    Object.defineProperty(this.global.process, 'env', {
      get: () => process.env,
      set: (env: NodeJS.ProcessEnv) => { process.env = env; },
    });
    knowOutside(this.global.Error, Error);
    knowOutside(this.global.Date, Date);
    Object.assign(this.global, { nodeRequire: require });
  }

  async teardown(): Promise<void> {
    process.env = this.before;
    await super.teardown();
  }
}
