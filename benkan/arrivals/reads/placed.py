"""In which region a file is counted, for contexts below that cut their own figures by region."""

# SQL for the connection of the figures, one row for each return: the region she goes to, or, where nobody said, the
# one she entered by. `benkan.linkage.reads.quality` reads it through `ArrivalsConfig.regions_of_files`.
REGIONS = """
SELECT e.registration_id, e.returned_on, coalesce(
    (SELECT CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
                 WHEN ppp.level = 'region' THEN ppp.id END
     FROM places_place p LEFT JOIN places_place pp ON pp.id = p.parent_id
     LEFT JOIN places_place ppp ON ppp.id = pp.parent_id WHERE p.id = e.destination_id),
    (SELECT CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
                 WHEN ppp.level = 'region' THEN ppp.id END
     FROM places_place p LEFT JOIN places_place pp ON pp.id = p.parent_id
     LEFT JOIN places_place ppp ON ppp.id = pp.parent_id WHERE p.id = e.entry_point_id)
  ) AS region_id
FROM arrivals_returnepisode e WHERE NOT e.annulled
"""
