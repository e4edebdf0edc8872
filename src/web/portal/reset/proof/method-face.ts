// How a kind of method looks on the pages: an icon, and the ids of its sentences. A new kind brings one beside its `Method`.
import { icons } from '../../../components/icons.tsx'

export interface MethodFace {
  readonly kind: string
  /** Path data on a grid of 24. */
  readonly icon: string
  /** The row in the list of choices, and one line beneath it. */
  readonly choose: string
  readonly chooseHint: string
  /** The heading where its evidence is asked for. */
  readonly title: string
  /**
   * What happens now. `lead` is read by strangers too and promises nothing; `leadProven` comes after the first proof and
   * may name the masked `{address}`. Both may use `{organisation}` and `{minutes}`, the challenge's lifetime.
   */
  readonly lead: string
  readonly leadProven: string
  /** Where a person sees or registers it; absent for a kind that nobody registers by themselves. */
  readonly own?: {
    /** What it is called where it has no name of its own. */
    readonly name: string
    /** The row that adds one, and the line beneath it. */
    readonly add: string
    readonly addHint: string
  }
}

export const emailFace: MethodFace = {
  kind: 'email',
  icon: icons.mail,
  choose: 'method.email.choose',
  chooseHint: 'method.email.choose-hint',
  title: 'method.email.title',
  lead: 'method.email.lead',
  leadProven: 'method.email.lead-proven',
  own: { name: 'method.email.name', add: 'method.email.add', addHint: 'method.email.add-hint' },
}

export const authenticatorAppFace: MethodFace = {
  kind: 'authenticator-app',
  icon: icons.app,
  choose: 'method.authenticator-app.choose',
  chooseHint: 'method.authenticator-app.choose-hint',
  title: 'method.authenticator-app.title',
  lead: 'method.authenticator-app.lead',
  leadProven: 'method.authenticator-app.lead',
  own: {
    name: 'method.authenticator-app.name',
    add: 'method.authenticator-app.add',
    addHint: 'method.authenticator-app.add-hint',
  },
}
