// A page without what must differ from one request to the next: tokens, ids, the time of day, and how far a wait has run.

export const masked = (html: string): string =>
  html
    .replaceAll(/name="_csrf" value="[^"]*"/g, 'name="_csrf"')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/RK-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'reference')
    .replaceAll(/=[A-Za-z0-9_-]{22,}/g, '=token')
    .replaceAll(/data-seconds="\d+"/g, 'data-seconds')
    .replaceAll(/\b\d{1,2}:\d{2}\b/g, 'time')
    .replaceAll(/patient-(one|two)-/g, 'patient')

/** Seconds of each wait on the page. */
export const waitsOn = (html: string): readonly number[] =>
  [...html.matchAll(/data-seconds="(\d+)"/g)].map((each) => Number(each[1]))
