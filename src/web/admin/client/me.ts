// Who is at the portal and what they may do: asked once, known everywhere.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Permission } from '../../../core/people/permissions.ts'
import type { Answer } from './api.ts'

export type Me = Answer<'readMe'>

export const MeContext = createContext<Me | null>(null)

export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error('a room was shown to nobody')
  return me
}

export const may = (me: Me, permission: Permission): boolean => me.permissions.includes(permission)
