"""The relations that structure states, and those it does not."""


def test_who_stands_before_the_verb_recommends(stated):
    found = stated("Havnen\n\n17/1\n\nIndstilling\n\nTMC indstiller, at direktionen godkender planen for ISC.")
    assert found["agenda_item", "recommendedBy", "TMC"][-1].startswith("TMC indstiller")
    assert ("agenda_item", "recommendedBy", "ISC") not in found


def test_a_steering_group_governs_what_it_is_for(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nStyregruppen for havnebruddet er nedsat.")
    assert ("Havnebruddet", "governedBy", "Styregruppen for Havnebruddet") in found


def test_headings_under_a_status_heading_are_parts_of_the_programme_in_the_title(stated):
    found = stated(
        "Status på Nyt liv - By i vækst\n\n17/1\n\nSagsfremstilling\n\nStatus på projekterne\n\nFremtidens havn\n\nGår godt. "
        "Nyt liv - By i vækst ligeså.\n\nNyt liv - By i vækst er et program.\n\nNyt liv - By i vækst fylder."
    )
    assert ("Fremtidens havn", "partOf", "Nyt liv - By i vækst") in found
    assert ("agenda_item", "concerns", "Fremtidens havn") in found


def test_a_list_of_other_projects_is_neither_part_nor_subject_of_the_item(stated):
    found = stated(
        "Status på havnebruddet\n\n17/1\n\nSagsfremstilling\n\nDer er andre projekter, der er vigtige, eksempelvis:\n\n"
        "- Den store udstilling\n- Lys i byen"
    )
    assert not any(predicate == "partOf" for _, predicate, _ in found)
    assert ("agenda_item", "concerns", "Den store udstilling") not in found


def test_people_work_in_the_unit_they_are_named_with(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nØvrige deltagere: Anne B og Bent C, TMC. Lars Dal deltog under punktet.")
    assert {s for s, p, o in found if p == "worksIn" and o == "TMC"} == {"Anne B", "Bent C"}
    assert ("Lars Dal", "attends", "meeting") in found


def test_an_item_is_presented_to_the_body_after_the_verb_its_own_when_it_comes_back(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nSagen forelægges Chefforum i maj. Den forelægges direktionen igen.")
    assert {o for _, p, o in found if p == "presentedTo"} == {"Chefforum", "Direktionen"}
    found = stated("Sag\n\n17/1\n\nIndstilling\n\nTMC indstiller, at sagen forelægges Chefforum.")
    assert not any(p == "presentedTo" for _, p, _ in found)


def test_common_mention_is_no_relation(stated):
    found = stated("Sag\n\n17/1\n\nBaggrund\n\nTMC, Anne Berg og havnebruddet blev nævnt i Chefforum.")
    assert {predicate for _, predicate, _ in found} <= {"decidedBy"}


def test_short_headings_below_a_line_that_announces_one_each_are_projects_in_their_place(stated):
    found = stated(
        "Organisering af havneprogrammet\n\n17/1\n\nBaggrund\n\nHavneprogrammet fylder. Havneprogrammet er stort.\n\n"
        "BESLUTNING DIREKTIONEN DEN 16-05-2017\n\nFor de enkelte projekter blev følgende besluttet:\n\nKajen\n\n"
        "TMC er tovholder.\n\nAlt går i sit eget tempo\n\nBGC er tovholder.\n\nLys/lyd\n\nSUC (tovholder) og TMC"
    )
    owners = {(s, o) for s, p, o in found if p == "ownedBy"}
    assert owners == {("Kajen (projekter)", "TMC"), ("Kajen (projekter)", "BGC"), ("Lys/lyd (projekter)", "SUC")}
    assert ("TMC", "participatesIn", "Lys/lyd (projekter)") in found
    assert ("Kajen (projekter)", "partOf", "Havneprogrammet") in found


def test_an_item_whose_papers_all_name_one_project_is_about_that(stated):
    papers = "Bilag\n\nProgramkommissorium for Den grønne havn\n\nStatusnotat for Den grønne havn"
    found = stated(f"Den nye indsats\n\n17/1\n\nBaggrund\n\nTMC er tovholder.\n\n{papers}")
    assert ("agenda_item", "concerns", "Den grønne havn") in found
    assert ("Den grønne havn", "ownedBy", "TMC") in found
