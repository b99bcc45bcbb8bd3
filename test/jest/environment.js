'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/** The builtin of a file's own context also knows what is made outside of it, by packages. */
function knowOutside(inside, outside) {
  Object.defineProperty(inside, Symbol.hasInstance, {
    value(value) {
      const is = (builtin) => Function.prototype[Symbol.hasInstance].call(builtin, value);
      return is(this) || (this === inside && is(outside));
    },
  });
}

/** jest makes a storage for each file of tests and leaves it enabled: every promise of the files that follow would be stored in all of them. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return run.apply(this, args);
};

/**
 * What the CDK synthesized without being told where to, which is deleted as the process exits: a thousand assemblies take longer than jest
 * gives a worker for that. https://github.com/jestjs/jest/issues/10927
 */
function deleteTemporaryAssemblies() {
  const { exports: cdk } = require.cache[require.resolve('aws-cdk-lib/cx-api')] ?? {};
  cdk?.CloudAssembly.cleanupTemporaryDirectories();
}

/** Node.js as the tests see it: packages are loaded outside of a file's own context (see outside.js), and see the same environment variables. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.before = process.env;
    process.env = { ...this.before };
    Object.defineProperty(this.global.process, 'env', {
      get: () => process.env,
      set: (env) => { process.env = env; },
    });
    knowOutside(this.global.Error, Error);
    knowOutside(this.global.Date, Date);
    this.global.nodeRequire = require;
  }

  async teardown() {
    process.env = this.before;
    storages.forEach((storage) => storage.disable());
    storages.clear();
    deleteTemporaryAssemblies();
    await super.teardown();
  }
};
