/** A hook that agrees to every update. */
exports.handler = async () => ({ hookStatus: 'SUCCEEDED' });
