-- one row per channel of help, channel before it in the case (null: none) and place in the case (4: fourth or later): contacts, and cases new to the channel
SELECT
    help_channel, previous_channel, least(contact_number, 4)::BIGINT AS place,
    count(*)::BIGINT AS count_contacts,
    count(*) FILTER (is_new_channel)::BIGINT AS count_new
FROM help_contacts
GROUP BY ALL
ORDER BY help_channel, previous_channel NULLS FIRST, place
