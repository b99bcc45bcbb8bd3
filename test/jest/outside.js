'use strict';

/**
 * For packages that take long to load: Node.js itself loads them, once for all tests of a worker (see environment.js).
 * jest would compile and run aws-cdk-lib and the SDK anew for each file of tests, which took longer than the tests.
 */
module.exports = {
  getCacheKey: () => '1',
  process: () => ({ code: 'module.exports = nodeRequire(module.filename);' }),
};
