// `npm start`: installs if needed, builds, and runs the demo until it ends or is told to. Arguments after -- are the demo's.
import { prepareCheckout } from './install.mjs'

prepareCheckout()
const { buildOrStop } = await import('./build.mjs')
await buildOrStop()
const { runDemo } = await import('./run-demo.mjs')
process.exitCode = await runDemo(process.argv.slice(2))
