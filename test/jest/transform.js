'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const SELF = createHash('sha256').update(readFileSync(__filename)).update(version).digest('hex');

module.exports = {
  canInstrument: false,
  getCacheKey(source, path) {
    return createHash('sha256').update(SELF).update(path).update(source).digest('hex');
  },
  process(source, path) {
    // Types are checked by tsc, in the test task.
    const { code, map } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: path, sourcemap: true, sourcesContent: false });
    return { code, map };
  },
};
