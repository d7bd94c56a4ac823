/*
 * pubmed_names: the elements of PubMed's records that are looked at, and what
 * is done with each below which parent. Private to pubmed_xml.c.
 */
#ifndef EVM_PUBMED_NAMES_H
#define EVM_PUBMED_NAMES_H

#define PUBMED_ELEMENTS(X) \
	X(PubmedArticle) X(PubmedBookArticle) X(MedlineCitation) \
	X(BookDocument) X(DeleteCitation) X(DeleteDocument) X(PMID) \
	X(DateRevised) X(Year) X(Month) X(Day) X(Article) X(Journal) \
	X(JournalIssue) X(PubDate) X(MedlineDate) X(Title) X(ArticleTitle) \
	X(VernacularTitle) X(Abstract) X(AbstractText) X(OtherAbstract) \
	X(AuthorList) X(Author) X(LastName) X(Initials) X(CollectiveName) \
	X(Language) X(PublicationTypeList) X(PublicationType) \
	X(ELocationID) X(ArticleDate) X(MedlineJournalInfo) X(MedlineTA) \
	X(ChemicalList) X(Chemical) X(NameOfSubstance) X(SupplMeshList) \
	X(SupplMeshName) X(CommentsCorrectionsList) X(CommentsCorrections) \
	X(RefSource) X(MeshHeadingList) X(MeshHeading) X(DescriptorName) \
	X(QualifierName) X(KeywordList) X(Keyword) X(OtherID) X(DataBankList) \
	X(DataBank) X(DataBankName) X(AccessionNumberList) \
	X(AccessionNumber) X(PubmedData) X(PubmedBookData) X(ArticleIdList) \
	X(ArticleId) X(ReferenceList) X(Reference) X(Citation) X(Book) \
	X(BookTitle) X(ContributionDate) X(sup) X(msup)

enum elem {
	E_NONE,			/* all others, and what is above the record */
#define X(name) E_##name,
	PUBMED_ELEMENTS(X)
#undef X
	E_N
};

static const char *const elem_names[E_N] = {
#define X(name) [E_##name] = #name,
	PUBMED_ELEMENTS(X)
#undef X
};

enum action {
	A_NONE,
	/* one text a record: the first that is not empty */
	A_TITLE, A_BOOK_TITLE, A_JOURNAL, A_JOURNAL_ABBREV, A_PUB_YEAR,
	A_MEDLINE_DATE, A_ARTICLE_YEAR, A_CONTRIBUTION_YEAR, A_LANG,
	A_REV_YEAR, A_REV_MONTH, A_REV_DAY, A_LAST_NAME, A_INITIALS,
	A_COLLECTIVE, A_PMID, A_PMCID, A_DOI, A_OTHER_DOI, A_VERSION,
	A_SINGLE_N,
	/* texts that may come again */
	A_ELOCATION, A_ARTICLE_ID, A_ABSTRACT, A_OTHER_ABSTRACT, A_VERNACULAR,
	A_PUBTYPE, A_SUBSTANCE, A_SUPPL_MESH, A_DESCRIPTOR, A_QUALIFIER,
	A_KEYWORD, A_OTHER_ID, A_BANK, A_ACCESSION, A_LINK_PMID, A_LINK_SOURCE,
	A_CITATION, A_DELETED_PMID,
	/* elements that hold others */
	A_GROUPS,
	A_IN_OTHER_ABSTRACT, A_IN_LINK, A_IN_REFERENCE, A_IN_HEADING, A_IN_BOOK,
	A_IN_AUTHOR, A_IN_DELETE,
};

static const unsigned char actions[E_N][E_N] = {
	[E_MedlineCitation] = {
		[E_PMID] = A_PMID, [E_OtherAbstract] = A_IN_OTHER_ABSTRACT,
		[E_OtherID] = A_OTHER_ID,
	},
	[E_BookDocument] = {
		[E_PMID] = A_PMID, [E_ArticleTitle] = A_TITLE,
		[E_Language] = A_LANG, [E_PublicationType] = A_PUBTYPE,
	},
	[E_PubmedBookArticle] = { [E_BookDocument] = A_IN_BOOK },
	[E_NONE] = {
		[E_BookDocument] = A_IN_BOOK, [E_DeleteCitation] = A_IN_DELETE,
		[E_DeleteDocument] = A_IN_DELETE,
	},
	[E_DeleteCitation] = { [E_PMID] = A_DELETED_PMID },
	[E_DeleteDocument] = { [E_PMID] = A_DELETED_PMID },
	[E_DateRevised] = {
		[E_Year] = A_REV_YEAR, [E_Month] = A_REV_MONTH,
		[E_Day] = A_REV_DAY,
	},
	[E_Article] = {
		[E_ArticleTitle] = A_TITLE, [E_VernacularTitle] = A_VERNACULAR,
		[E_Language] = A_LANG, [E_ELocationID] = A_ELOCATION,
	},
	[E_Journal] = { [E_Title] = A_JOURNAL },
	[E_MedlineJournalInfo] = { [E_MedlineTA] = A_JOURNAL_ABBREV },
	[E_PubDate] = {
		[E_Year] = A_PUB_YEAR, [E_MedlineDate] = A_MEDLINE_DATE,
	},
	[E_ArticleDate] = { [E_Year] = A_ARTICLE_YEAR },
	[E_ContributionDate] = { [E_Year] = A_CONTRIBUTION_YEAR },
	[E_Abstract] = { [E_AbstractText] = A_ABSTRACT },
	[E_OtherAbstract] = { [E_AbstractText] = A_OTHER_ABSTRACT },
	[E_AuthorList] = { [E_Author] = A_IN_AUTHOR },
	[E_Author] = {
		[E_LastName] = A_LAST_NAME, [E_Initials] = A_INITIALS,
		[E_CollectiveName] = A_COLLECTIVE,
	},
	[E_PublicationTypeList] = { [E_PublicationType] = A_PUBTYPE },
	[E_Chemical] = { [E_NameOfSubstance] = A_SUBSTANCE },
	[E_SupplMeshList] = { [E_SupplMeshName] = A_SUPPL_MESH },
	[E_CommentsCorrectionsList] = { [E_CommentsCorrections] = A_IN_LINK },
	[E_CommentsCorrections] = {
		[E_PMID] = A_LINK_PMID, [E_RefSource] = A_LINK_SOURCE,
	},
	[E_MeshHeadingList] = { [E_MeshHeading] = A_IN_HEADING },
	[E_MeshHeading] = {
		[E_DescriptorName] = A_DESCRIPTOR, [E_QualifierName] = A_QUALIFIER,
	},
	[E_KeywordList] = { [E_Keyword] = A_KEYWORD },
	[E_DataBank] = { [E_DataBankName] = A_BANK },
	[E_AccessionNumberList] = { [E_AccessionNumber] = A_ACCESSION },
	[E_ArticleIdList] = { [E_ArticleId] = A_ARTICLE_ID },
	[E_ReferenceList] = { [E_Reference] = A_IN_REFERENCE },
	[E_Reference] = { [E_Citation] = A_CITATION },
	[E_Book] = { [E_BookTitle] = A_BOOK_TITLE },
};

#endif
