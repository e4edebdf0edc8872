// The drawings of the pages, one path each on a grid of 24. They repeat what words beside them say, so no reader hears them.

export const icons = {
  mail: 'M3 5h18a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm1 3.2V17h16V8.2l-8 5.4zM5.2 7l6.8 4.6L18.8 7z',
  app: 'M7 1.5h10A1.5 1.5 0 0 1 18.5 3v18a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 21V3A1.5 1.5 0 0 1 7 1.5zm.5 2v14h9v-14zM11 19v1.5h2V19zm-1.8-8.4 1.2-1.2 1.2 1.2 2.8-2.9 1.2 1.2-4 4.1z',
  key: 'M6.5 6a6 6 0 0 1 5.7 4H23l1 1.5-1 1.5h-1l-1.5 2-1.5-2-1.5 2.5-2-2.5-1.5 1.5-1-1.5h-.8A6 6 0 1 1 6.5 6zM5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  password:
    'M7.5 7a5 5 0 0 1 4.9 4H22v4h-2.5v2.5h-3V15h-4.1A5 5 0 1 1 7.5 7zm0 3.5a1.8 1.8 0 1 0 0 3.5 1.8 1.8 0 0 0 0-3.5z',
  device:
    'M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm1 2v9h14V6zM1.5 18.5h21V20a.8.8 0 0 1-.8.8H2.3a.8.8 0 0 1-.8-.8z',
  problem: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1.2 5 .3 7h1.8l.3-7zm.1 8.6v2.2h2.2v-2.2z',
  met: 'M9.5 18 3.8 12.3l1.6-1.6 4.1 4.1 9.1-9.1 1.6 1.6z',
  todo: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12z',
  fail: 'm6.4 4.8 5.6 5.6 5.6-5.6 1.6 1.6-5.6 5.6 5.6 5.6-1.6 1.6-5.6-5.6-5.6 5.6-1.6-1.6 5.6-5.6-5.6-5.6z',
  chevron: 'm8.5 5 7 7-7 7-1.5-1.5 5.5-5.5L7 6.5z',
} as const

export interface IconProps {
  /** Path data on a grid of 24. */
  readonly path: string
  readonly size?: number
  readonly class?: string
}

export const Icon = ({ path, size = 24, class: name }: IconProps) => (
  <svg class={name} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
)
