// The portal's few signs. Each stands beside its word and says nothing by itself.

const icon = (path: string, box = 24) =>
  function Icon({ size = 18 }: { size?: number }) {
    return (
      <svg width={size} height={size} viewBox={`0 0 ${box} ${box}`} aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    )
  }

export const Tick = icon('M9.5 18 3.8 12.3l1.6-1.6 4.1 4.1 9.1-9.1 1.6 1.6z')
export const Cross = icon(
  'm6.4 4.8 5.6 5.6 5.6-5.6 1.6 1.6L13.6 12l5.6 5.6-1.6 1.6L12 13.6l-5.6 5.6-1.6-1.6L10.4 12 4.8 6.4z',
)
export const Ring = icon('M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12z')
export const Alarm = icon('M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1.2 5 .3 7h1.8l.3-7zm.1 8.6v2.2h2.2v-2.2z')
export const Dash = icon('M6 11h12v2H6z')
export const Chevron = icon('m7 4 6 6-6 6-1.3-1.3L10.4 10 5.7 5.3z', 20)
