// Regions as the form lists and finds them: codes, names with those of the regions above, levels.

const LEVELS = ["PROVINCE", "PREFECTURE", "COUNTY"];
export const NATION = "000000";

const indexes = new WeakMap();

// The region and those above it, as one name: 贵州省六盘水市.
export function fullName(region, regions) {
  const above = region.parentCode && region.parentCode !== NATION && byCode(regions).get(region.parentCode);
  return above ? fullName(above, regions) + region.name : region.name;
}

// How the region stands in the list of choices.
export function listed(region, regions) {
  return `${region.code} ${fullName(region, regions)}`;
}

// The regions that a typed text means: by its code, else by name or full name.
export function find(text, regions) {
  const code = /^\d{4}[0-9A-Z]{2}/.exec(text)?.[0];
  if (code) return [byCode(regions).get(code)].filter(Boolean);
  const named = regions.filter((region) => region.name === text || fullName(region, regions) === text);
  return named.length ? named : regions.filter((region) => fullName(region, regions).endsWith(text));
}

// The dimension below a region: the highest level among its children, the county's own level at the bottom.
export function childLevel(region, regions) {
  const below = new Set(regions.filter((one) => one.parentCode === region.code).map((one) => one.level));
  return LEVELS.find((level) => below.has(level)) ?? "COUNTY";
}

function byCode(regions) {
  if (!indexes.has(regions)) indexes.set(regions, new Map(regions.map((region) => [region.code, region])));
  return indexes.get(regions);
}
