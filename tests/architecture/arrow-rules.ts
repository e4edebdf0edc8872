// The import arrow: which room of src/ may take what from where, each rule in words and with its reason. Imports point
// inward; wiring/ alone knows the concrete adapters.
import { OUTSIDE_WORLD } from './read-module.ts'

export interface RoomRule {
  readonly rule: string
  readonly reason: string
  /** Rooms it may import, itself included without being named. */
  readonly rooms: readonly Room[]
  /** Rooms of which it may import types only. */
  readonly types?: readonly Room[]
  readonly packages: 'none' | 'any' | readonly string[]
  readonly node: boolean
  /** Folders outside src/ it may read. */
  readonly outside?: readonly string[]
  /** Uses of globals that are refused. */
  readonly globals?: readonly string[]
}

export type Room = (typeof ROOMS)[number]

const ADAPTERS = [
  'directories/builtin',
  'directories/ldap-wire',
  'directories/ldap',
  'directories/active-directory',
  'proofs',
  'secrets',
  'messages',
  'channels/email',
  'channels/sms',
  'channels/voice',
  'pictures',
  'storage',
  'telemetry',
] as const

const ROOMS = [
  'core',
  'ports',
  'use-cases',
  ...ADAPTERS,
  'delivery',
  'web/browser',
  'web/admin',
  'web',
  'cli',
  'config',
  'contract',
  'demo',
  'wiring',
  'main.ts',
] as const

const READS_CLOCK_OR_CHANCE = ['Date.now', 'new Date()', 'Math.random']

const DOORS: Omit<RoomRule, 'rule'> = {
  reason: 'a door to the product that knows an adapter cannot be opened with another one behind it',
  rooms: ['use-cases', 'core'],
  types: ['ports'],
  packages: 'any',
  node: true,
}

/** Doors through which administrators come speak in the shapes of the contract. */
const withContract: readonly Room[] = ['use-cases', 'core', 'contract']

const ADAPTER: RoomRule = {
  rule: 'an adapter imports ports, core and its own folder',
  reason: 'adapters that know each other or a use case cannot be replaced one at a time',
  rooms: ['ports', 'core'],
  packages: 'any',
  node: true,
}

const LDAP: RoomRule = {
  ...ADAPTER,
  rule: 'ldap and active-directory import ports, core and ldap-wire',
  rooms: ['ports', 'core', 'directories/ldap-wire'],
}

/** The rule of a room. */
export function ruleOf(room: Room): RoomRule {
  switch (room) {
    case 'core':
      return {
        rule: 'core imports only core',
        reason: 'a reviewer must be able to read every decision without a clock, chance, network, database or library',
        rooms: [],
        packages: 'none',
        node: false,
        globals: [...READS_CLOCK_OR_CHANCE, 'new Date(…)', ...OUTSIDE_WORLD],
      }
    case 'ports':
      return {
        rule: 'ports import core',
        reason: 'a port says what the product needs, not what a library offers',
        rooms: ['core'],
        packages: 'none',
        node: false,
      }
    case 'use-cases':
      return {
        rule: 'use-cases import core and ports',
        reason: 'time, chance and the outside are handed in through ports, so that a test can hand in its own',
        rooms: ['core', 'ports'],
        packages: 'none',
        node: false,
        globals: READS_CLOCK_OR_CHANCE,
      }
    case 'web/browser':
      return { ...DOORS, rule: 'web/browser imports core and web', rooms: ['core', 'web'], types: [], node: false }
    case 'web/admin':
      return {
        rule: 'web/admin imports core, contract, components of web, and preact',
        reason: 'the portal reaches everything by the API alone, so that what it can do a program can do',
        rooms: ['core', 'contract', 'web'],
        packages: ['preact', 'preact/hooks', 'preact/jsx-runtime'],
        node: false,
      }
    case 'web':
      return {
        ...DOORS,
        rule: 'web imports use-cases, core, contract and the types of ports, never an adapter',
        rooms: withContract,
      }
    case 'delivery':
      return { ...DOORS, rule: 'delivery imports use-cases, core and the types of ports, never an adapter' }
    case 'cli':
      return {
        ...DOORS,
        rule: 'cli imports use-cases, core, contract, config and the types of ports, never an adapter',
        rooms: [...withContract, 'config'],
      }
    case 'config':
      return {
        rule: 'config imports core, zod and yaml',
        reason: 'settings are described where they are declared, and nothing they configure may be needed to read them',
        rooms: ['core'],
        packages: ['zod', 'yaml'],
        node: true,
      }
    case 'contract':
      return {
        rule: 'contract imports core and zod',
        reason:
          'the shapes that leave the product are read by the API, the command line and the portal, and know none of them',
        rooms: ['core'],
        packages: ['zod'],
        node: false,
      }
    case 'demo':
      return {
        rule: 'demo imports use-cases, ports, core, config, web, messages and channels, no other adapter',
        reason:
          'it adds a cast, a mailbox and a phone to the product, and reaches its data through the same doors as everyone',
        rooms: [
          'use-cases',
          'ports',
          'core',
          'config',
          'web',
          'messages',
          'channels/email',
          'channels/sms',
          'channels/voice',
        ],
        packages: 'any',
        node: true,
      }
    case 'wiring':
      return {
        rule: 'wiring imports everything but main.ts',
        reason: 'one folder knows every concrete part, and nothing that is wired knows it',
        rooms: ROOMS.filter((room) => room !== 'main.ts'),
        packages: 'any',
        node: true,
        outside: ['package.json'],
      }
    case 'main.ts':
      return {
        rule: 'main.ts imports wiring, cli and config',
        reason: 'the program is its command line; what a verb stands on is wired elsewhere',
        rooms: ['wiring', 'cli', 'config'],
        packages: 'none',
        node: true,
        outside: ['package.json'],
      }
    case 'messages':
      return { ...ADAPTER, outside: ['locales'] }
    case 'directories/ldap':
    case 'directories/active-directory':
      return LDAP
    case 'directories/builtin':
    case 'directories/ldap-wire':
    case 'proofs':
    case 'secrets':
    case 'channels/email':
    case 'channels/sms':
    case 'channels/voice':
    case 'pictures':
    case 'storage':
    case 'telemetry':
      return ADAPTER
  }
}

/** The room a file of src/ is in: `core` for src/core/time.ts. Undefined for a folder that no rule knows. */
export function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path === `src/${room}` || path.startsWith(`src/${room}/`))
}
