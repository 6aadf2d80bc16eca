from extraction.load.accounting import Account, LeftOut, account_for, characters, count_characters


def test_what_was_kept_in_another_order_and_form_is_not_lost() -> None:
    account = account_for("The ﬁrst of-\nfice", "office the first T")
    assert account.lost == ()
    assert account.seen == account.kept == count_characters("Thefirstoffice")


def test_what_was_left_out_has_its_reason_and_places() -> None:
    heads = [LeftOut("running head left out", "Annual report", f"page {number}") for number in (1, 2)]
    account = account_for("Annual report A", "A", heads[:1]) + account_for("Annual report B", "B", heads[1:])
    (warning,) = account.warnings()
    assert (warning.kind, warning.place, warning.count) == ("running head left out", "page 1, 2", 24)
    assert "“Annual report”" in warning.remedy
    assert account.lost == ()


def test_what_has_no_reason_is_said_with_its_place() -> None:
    account = account_for("kept and gone", "kept and", place="page 7")
    (warning,) = account.warnings()
    assert (warning.kind, warning.place, warning.count) == ("text lost", "page 7", 4)
    assert warning.remedy.startswith("“")
    assert (account.seen, account.kept) == (11, 7)


def test_text_that_is_kept_twice_hides_no_loss() -> None:
    account = account_for("Head Row Tail", "Head Row Head Row Head Row")
    assert characters("".join(one.text for one in account.lost)) == characters("Til")


def test_many_places_are_counted() -> None:
    account = Account(left_out=tuple(LeftOut("page number left out", "x", f"page {n}") for n in range(1, 15)))
    assert account.warnings()[0].place == "page 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4 more"
    mixed = Account(left_out=(LeftOut("hidden", "x", "page 1"), LeftOut("hidden", "x", "")))
    assert mixed.warnings()[0].place == "page 1"
