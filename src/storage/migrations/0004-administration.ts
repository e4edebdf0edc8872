// What administrators do and see. Only new tables, indexes and columns that may be empty: the version before goes on working
// beside this one.
export const administration = `
alter table policies
  add column saved_by uuid,
  add column note text;
`
