// The TypeScript compiler that ts-morph carries, without ts-morph around it. A CommonJS file, so that Node does not search
// nine megabytes for the names of exports before it runs them: that and the wrappers would cost a third of a second.
const { createRequire } = require('node:module')

const morph = createRequire(require.resolve('ts-morph'))

function compiler() {
  try {
    return morph('@ts-morph/common/dist/typescript.js')
  } catch {
    // Another version of ts-morph may keep it elsewhere.
    return require('ts-morph').ts
  }
}

exports.ts = compiler()
