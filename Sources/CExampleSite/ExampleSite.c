#include "CExampleSite.h"

// A file that is added to content/ is added here; a test compares the two.
static const unsigned char articles_do_many_south_koreans_defect_to_north_korea_md[] = {
#embed "content/articles/do-many-south-koreans-defect-to-north-korea.md"
};
static const unsigned char articles_how_far_away_is_the_moon_md[] = {
#embed "content/articles/how-far-away-is-the-moon.md"
};
static const unsigned char articles_how_many_people_live_outside_the_country_of_their_birth_md[] = {
#embed "content/articles/how-many-people-live-outside-the-country-of-their-birth.md"
};
static const unsigned char articles_how_much_electricity_is_renewable_md[] = {
#embed "content/articles/how-much-electricity-is-renewable.md"
};
static const unsigned char articles_how_much_salt_is_too_much_md[] = {
#embed "content/articles/how-much-salt-is-too-much.md"
};
static const unsigned char articles_how_tall_is_mount_everest_md[] = {
#embed "content/articles/how-tall-is-mount-everest.md"
};
static const unsigned char articles_how_to_check_a_kitchen_thermometer_md[] = {
#embed "content/articles/how-to-check-a-kitchen-thermometer.md"
};
static const unsigned char articles_how_to_choose_a_first_telescope_md[] = {
#embed "content/articles/how-to-choose-a-first-telescope.md"
};
static const unsigned char articles_how_to_read_a_health_statistic_md[] = {
#embed "content/articles/how-to-read-a-health-statistic.md"
};
static const unsigned char articles_how_to_read_a_map_scale_md[] = {
#embed "content/articles/how-to-read-a-map-scale.md"
};
static const unsigned char articles_is_37_degrees_a_normal_body_temperature_md[] = {
#embed "content/articles/is-37-degrees-a-normal-body-temperature.md"
};
static const unsigned char articles_what_is_a_kilogram_md[] = {
#embed "content/articles/what-is-a-kilogram.md"
};
static const unsigned char articles_what_is_a_kilowatt_hour_md[] = {
#embed "content/articles/what-is-a-kilowatt-hour.md"
};
static const unsigned char articles_what_temperature_makes_chicken_safe_md[] = {
#embed "content/articles/what-temperature-makes-chicken-safe.md"
};
static const unsigned char articles_why_do_we_have_leap_seconds_md[] = {
#embed "content/articles/why-do-we-have-leap-seconds.md"
};
static const unsigned char articles_why_does_water_boil_sooner_on_a_mountain_md[] = {
#embed "content/articles/why-does-water-boil-sooner-on-a-mountain.md"
};
static const unsigned char articles_why_is_a_nautical_mile_longer_than_a_mile_md[] = {
#embed "content/articles/why-is-a-nautical-mile-longer-than-a-mile.md"
};
static const unsigned char articles_why_is_pluto_not_a_planet_md[] = {
#embed "content/articles/why-is-pluto-not-a-planet.md"
};
static const unsigned char articles_why_is_the_korean_dmz_called_demilitarised_md[] = {
#embed "content/articles/why-is-the-korean-dmz-called-demilitarised.md"
};
static const unsigned char comments_yaml[] = {
#embed "content/comments.yaml"
};
static const unsigned char commerce_yaml[] = {
#embed "content/commerce.yaml"
};
static const unsigned char facts_yaml[] = {
#embed "content/facts.yaml"
};
static const unsigned char people_yaml[] = {
#embed "content/people.yaml"
};
static const unsigned char policies_how_we_make_money_md[] = {
#embed "content/policies/how-we-make-money.md"
};
static const unsigned char policies_standards_md[] = {
#embed "content/policies/standards.md"
};
static const unsigned char site_yaml[] = {
#embed "content/site.yaml"
};
static const unsigned char sources_yaml[] = {
#embed "content/sources.yaml"
};

static const struct masthead_example_file files[] = {
    {"articles/do-many-south-koreans-defect-to-north-korea.md", articles_do_many_south_koreans_defect_to_north_korea_md, sizeof articles_do_many_south_koreans_defect_to_north_korea_md},
    {"articles/how-far-away-is-the-moon.md", articles_how_far_away_is_the_moon_md, sizeof articles_how_far_away_is_the_moon_md},
    {"articles/how-many-people-live-outside-the-country-of-their-birth.md", articles_how_many_people_live_outside_the_country_of_their_birth_md, sizeof articles_how_many_people_live_outside_the_country_of_their_birth_md},
    {"articles/how-much-electricity-is-renewable.md", articles_how_much_electricity_is_renewable_md, sizeof articles_how_much_electricity_is_renewable_md},
    {"articles/how-much-salt-is-too-much.md", articles_how_much_salt_is_too_much_md, sizeof articles_how_much_salt_is_too_much_md},
    {"articles/how-tall-is-mount-everest.md", articles_how_tall_is_mount_everest_md, sizeof articles_how_tall_is_mount_everest_md},
    {"articles/how-to-check-a-kitchen-thermometer.md", articles_how_to_check_a_kitchen_thermometer_md, sizeof articles_how_to_check_a_kitchen_thermometer_md},
    {"articles/how-to-choose-a-first-telescope.md", articles_how_to_choose_a_first_telescope_md, sizeof articles_how_to_choose_a_first_telescope_md},
    {"articles/how-to-read-a-health-statistic.md", articles_how_to_read_a_health_statistic_md, sizeof articles_how_to_read_a_health_statistic_md},
    {"articles/how-to-read-a-map-scale.md", articles_how_to_read_a_map_scale_md, sizeof articles_how_to_read_a_map_scale_md},
    {"articles/is-37-degrees-a-normal-body-temperature.md", articles_is_37_degrees_a_normal_body_temperature_md, sizeof articles_is_37_degrees_a_normal_body_temperature_md},
    {"articles/what-is-a-kilogram.md", articles_what_is_a_kilogram_md, sizeof articles_what_is_a_kilogram_md},
    {"articles/what-is-a-kilowatt-hour.md", articles_what_is_a_kilowatt_hour_md, sizeof articles_what_is_a_kilowatt_hour_md},
    {"articles/what-temperature-makes-chicken-safe.md", articles_what_temperature_makes_chicken_safe_md, sizeof articles_what_temperature_makes_chicken_safe_md},
    {"articles/why-do-we-have-leap-seconds.md", articles_why_do_we_have_leap_seconds_md, sizeof articles_why_do_we_have_leap_seconds_md},
    {"articles/why-does-water-boil-sooner-on-a-mountain.md", articles_why_does_water_boil_sooner_on_a_mountain_md, sizeof articles_why_does_water_boil_sooner_on_a_mountain_md},
    {"articles/why-is-a-nautical-mile-longer-than-a-mile.md", articles_why_is_a_nautical_mile_longer_than_a_mile_md, sizeof articles_why_is_a_nautical_mile_longer_than_a_mile_md},
    {"articles/why-is-pluto-not-a-planet.md", articles_why_is_pluto_not_a_planet_md, sizeof articles_why_is_pluto_not_a_planet_md},
    {"articles/why-is-the-korean-dmz-called-demilitarised.md", articles_why_is_the_korean_dmz_called_demilitarised_md, sizeof articles_why_is_the_korean_dmz_called_demilitarised_md},
    {"comments.yaml", comments_yaml, sizeof comments_yaml},
    {"commerce.yaml", commerce_yaml, sizeof commerce_yaml},
    {"facts.yaml", facts_yaml, sizeof facts_yaml},
    {"people.yaml", people_yaml, sizeof people_yaml},
    {"policies/how-we-make-money.md", policies_how_we_make_money_md, sizeof policies_how_we_make_money_md},
    {"policies/standards.md", policies_standards_md, sizeof policies_standards_md},
    {"site.yaml", site_yaml, sizeof site_yaml},
    {"sources.yaml", sources_yaml, sizeof sources_yaml},
};

const struct masthead_example_file *masthead_first_example_file(void) { return files; }
size_t masthead_example_file_count(void) { return sizeof files / sizeof files[0]; }
